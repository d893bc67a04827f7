import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs-core";
import type { Params } from "../../../../src/base/params.js";
import type { Learner, ScoredDocuments, ScoredRun } from "../../../../src/contract/learner.js";
import type { Features } from "../../../../src/contract/corpus/document.js";
import { learnerOf } from "../../../../src/methods/plugins/logicre/learner.js";
import { rescoreDocument } from "../../../../src/methods/plugins/logicre/rescore.js";
import { fromValues } from "../../../../src/methods/plugins/logicre/rules.js";
import { settingOf } from "../../../../src/methods/plugins/logicre/setting.js";
import { logicre } from "../../../../src/methods/plugins/logicre/spec.js";
import { createOptimizer } from "../../../../src/train/optimizer/optimizer.js";
import { onBothEngines } from "../../../support/models/engines.js";

const LAYOUT = {
  columns: [null, "a", "b", "c"],
  columnOf: new Map([
    ["a", 1],
    ["b", 2],
    ["c", 3],
  ]),
  segments: [{ start: 0, end: 4 }],
  lambda: 1,
};
const [A, B, C] = [1, 2, 3];
const PAIRS = [0, 1, 2].flatMap((x) => [0, 1, 2].flatMap((y) => (x === y ? [] : [[x, y]])));

/** 0 -a-> 1 -b-> 2, or the second alone; c follows from both. */
const document = (isChain: boolean): Features => {
  const facts: Readonly<Record<string, number[]>> = isChain
    ? { "0 1": [A], "1 2": [B], "0 2": [C] }
    : { "1 2": [B] };
  return {
    title: "",
    inputIds: Int32Array.of(),
    entityPositions: [[], [], []],
    pairs: Int32Array.from(PAIRS.flat()),
    positives: PAIRS.map((pair) => facts[pair.join(" ")] ?? []),
    entityTypes: [["PER"], ["ORG"], ["LOC"]],
  };
};

const FEATURES = [true, false, true, false, true, false].map(document);

/** A model that knows a and b, and nothing of c. */
const scored: ScoredDocuments = {
  features: FEATURES,
  logits: FEATURES.map(({ positives }) =>
    Float32Array.from(
      positives.flatMap((own) => [0, own.includes(A) ? 4 : -4, own.includes(B) ? 4 : -4, -3]),
    ),
  ),
};

const LEARNING = {
  rounds: 1,
  draws: 16,
  hidden: 16,
  forward: 16,
  heads: 2,
  samples: 320,
  generatorRate: 0.03,
  layers: 1,
  generatorEpochs: 1,
  laterEpochs: 1,
  epochs: 20,
  rate: 0.05,
};
/** A few steps, where what they find is not looked at. */
const SHORT = { ...LEARNING, samples: 64, epochs: 3 };
const setting = settingOf(FEATURES, LAYOUT, "class");

const newLearner = (given: Params): Learner => {
  const run: ScoredRun = {
    train: scored,
    dev: { ...scored, isKnown: () => false },
    layout: LAYOUT,
    params: logicre.params.parse(given),
    seed: 7,
    optimizer: (parameters, rate) =>
      createOptimizer(parameters, {
        adam: { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, decay: 0, variant: "torch" },
        clip: null,
        groups: [],
        rate,
      }),
    pause: () => Promise.resolve(),
  };
  return learnerOf(setting, run);
};

async function valuesAfter(learner: Learner, from = 0): Promise<ReadonlyMap<string, Float32Array>> {
  let values: ReadonlyMap<string, Float32Array> | null = null;
  for (let step = from; step < learner.steps; step++) values = (await learner.step(step)).values;
  learner.dispose();
  return values!;
}

onBothEngines("LogicRE's learner", () => {
  it("finds that a relation follows from a path, where the model knows nothing of it", async () => {
    const before = tf.memory().numTensors;
    const values = await valuesAfter(newLearner(LEARNING));
    assert.equal(tf.memory().numTensors, before);
    const rules = fromValues((name) => values.get(name)!);
    const scoreOf = (index: number): number => {
      const [features, logits] = [FEATURES[index], scored.logits[index]];
      const rescored = rescoreDocument(logits, { features, layout: LAYOUT }, setting, rules);
      return rescored[PAIRS.findIndex(([x, y]) => x === 0 && y === 2) * 4 + C];
    };
    assert.ok(scoreOf(0) > scoreOf(1), `${scoreOf(0)} ${scoreOf(1)}`);
  });

  it("stopped after any step and resumed ends with the same bits", async () => {
    const learner = newLearner(SHORT);
    assert.equal(learner.steps, 4);
    const whole = await valuesAfter(learner);
    for (const stop of [1, 2, 3]) {
      const first = newLearner(SHORT);
      for (let step = 0; step < stop; step++) await first.step(step);
      const state = new Map([...first.state()].map(([name, values]) => [name, values.slice()]));
      first.dispose();
      const rest = newLearner(SHORT);
      rest.restore(state);
      assert.deepEqual(await valuesAfter(rest, stop), whole, `after step ${stop}`);
    }
  });
});

describe("relations that training never shows between two types", () => {
  it("are never predicted, and differ from one another", () => {
    const none = { bodies: setting.triples.map(() => []), width: 1 };
    const scorer = { weights: new Float32Array(3), biases: Float32Array.of(1, 2, 3) };
    const rescored = rescoreDocument(
      scored.logits[0],
      { features: FEATURES[0], layout: LAYOUT },
      setting,
      { ...none, scorer },
    );
    // PER to ORG: only a was seen.
    const [threshold, a, b, c] = rescored.subarray(0, 4);
    assert.deepEqual([threshold, a], [0, 1]);
    assert.ok(b < -900 && c < -900 && b !== c);
  });
});
