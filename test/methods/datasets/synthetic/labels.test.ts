import assert from "node:assert/strict";
import { generateCorpus } from "../../../../src/methods/datasets/synthetic/corpus.js";
import { corpusHash } from "../../../../src/methods/datasets/synthetic/identity.js";
import type { Document, Fact } from "../../../../src/contract/corpus/document.js";

const factsOf = (documents: readonly Document[]): readonly Fact[] =>
  documents.flatMap(({ facts }) => facts ?? []);
const near = (value: number, wanted: number, by: number): void => {
  assert.ok(Math.abs(value - wanted) <= by, `${value} is not within ${by} of ${wanted}`);
};

describe("label policies", () => {
  const train = generateCorpus("news", "train", "complete");
  const key = ({ h, t, r }: Fact): string => `${h} ${t} ${r}`;
  const isSubset = (some: readonly Document[], all: readonly Document[]): boolean =>
    some.every((document, i) => {
      const known = new Set(all[i].facts!.map(key));
      return document.facts!.every((fact) => known.has(key(fact)));
    });
  const withoutFacts = (documents: readonly Document[]) =>
    documents.map((document) => ({ ...document, facts: null }));

  it("change facts and nothing else", () => {
    for (const labels of ["sparse", "gpt", "mgpt", "checked"] as const) {
      const other = generateCorpus("news", "train", labels);
      assert.deepEqual(withoutFacts(other), withoutFacts(train));
    }
  });

  it("drop 60 % of the facts for DocRED", () => {
    const sparse = generateCorpus("news", "train", "sparse");
    assert.ok(isSubset(sparse, train));
    near(factsOf(sparse).length / factsOf(train).length, 0.4, 0.02);
  });

  it("add facts for DocGNRE: what is hinted at, and for training also mistakes", () => {
    const checked = generateCorpus("news", "train", "checked");
    assert.ok(isSubset(train, checked));
    for (const [labels, hints, wrong] of [
      ["gpt", 0.6, 0.03],
      ["mgpt", 0.9, 0.06],
    ] as const) {
      const enhanced = generateCorpus("news", "train", labels);
      assert.ok(isSubset(train, enhanced));
      const right = new Set(
        checked.flatMap(({ title, facts }) => facts!.map((f) => title + key(f))),
      );
      const all = enhanced.flatMap(({ title, facts }) => facts!.map((f) => title + key(f)));
      const mistakes = all.filter((one) => !right.has(one)).length;
      const stated = factsOf(train).length;
      near(mistakes / stated, wrong, 0.01);
      near((all.length - mistakes - stated) / (factsOf(checked).length - stated), hints, 0.05);
    }
  });

  it("have hashes of their own", () => {
    const hashes = (["complete", "sparse", "gpt", "mgpt", "checked"] as const).flatMap((labels) =>
      (["train", "test"] as const).map((split) => corpusHash("news", split, labels)),
    );
    assert.equal(new Set(hashes).size, hashes.length);
  });
});
