import assert from "node:assert/strict";
import { loadDataset } from "../../src/corpus/datasets/datasets.js";
import { loadInputs, type Inputs, type Split } from "../../src/train/inputs.js";
import { smokeSpec } from "../support/models/smoke-training.js";

const SPLITS = ["redocred/train", "redocred/dev", "redocred/test"];

const inputsOf = (labelSpace: number | null): Promise<Inputs> => {
  const spec = smokeSpec("atl");
  return loadInputs({ ...spec, layout: { ...spec.layout, labelSpace } });
};

const relationsOf = ({ gold }: Split): Set<string> =>
  new Set(gold.flatMap(({ facts }) => facts.map(({ r }) => r)));
const factsOf = ({ gold }: Split): number => gold.reduce((sum, { facts }) => sum + facts.length, 0);
const labelsOf = ({ features }: Split): number[] =>
  features.flatMap(({ positives }) => positives.flat());

describe("a smaller label space", () => {
  it("keeps the most frequent relations in training, dev and test, and the documents as they are", async () => {
    const [whole, small] = await Promise.all([inputsOf(null), inputsOf(5)]);
    const kept = new Set(whole.ranking.slice(0, 5));
    assert.deepEqual([...small.layout.columnOf.keys()].sort(), [...kept].sort());
    for (const id of SPLITS) {
      const [all, some] = await Promise.all([whole.split(id), small.split(id)]);
      assert.equal(some.gold.length, all.gold.length);
      assert.deepEqual(relationsOf(some), kept, id);
      assert.ok(relationsOf(all).size > kept.size);
      const known = all.gold.flatMap(({ facts }) => facts.filter(({ r }) => kept.has(r)));
      assert.equal(factsOf(some), known.length, id);
      assert.ok(labelsOf(some).every((column) => column >= 1 && column <= 5));
      assert.equal(labelsOf(some).length, known.length, id);
      const pairs = ({ features }: Split): number =>
        features.reduce((sum, each) => sum + each.pairs.length, 0);
      assert.equal(pairs(some), pairs(all), "pairs without a kept relation stay");
    }
  });

  it("asks for every fact of the data where there is none", async () => {
    const whole = await inputsOf(null);
    for (const id of SPLITS) {
      const { documents } = await loadDataset("smoke", id);
      const facts = documents.reduce((sum, each) => sum + (each.facts?.length ?? 0), 0);
      assert.equal(factsOf(await whole.split(id)), facts, id);
    }
  });
});
