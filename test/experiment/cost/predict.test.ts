import assert from "node:assert/strict";
import { assumedCost } from "../../../src/experiment/cost/assumptions.js";
import { newPredictor, predictedByOthers } from "../../../src/experiment/cost/predict.js";
import type { TrainSpec } from "../../../src/contract/train-spec.js";
import { sampleJob } from "../../support/runs/runs.js";

const { train } = sampleJob("/none", 5);
const spec: TrainSpec = { ...train, profile: "paper", encoder: "bert-base-cased" };
const paper = (changes: Partial<TrainSpec>): TrainSpec => ({
  ...spec,
  schedule: { ...spec.schedule, epochs: 30 },
  ...changes,
});
const amtl: Partial<TrainSpec> = {
  loss: { id: "amtl", params: {} },
  layout: { ...spec.layout, segments: [10, 20, 46, 20] },
};

describe("assumed costs", () => {
  it("are the minutes of Table 9 at the paper's scale", () => {
    const minutes = (changes: Partial<TrainSpec>): string =>
      (assumedCost(paper(changes)).seconds / 60).toFixed(2);
    assert.equal(minutes({}), "40.04");
    assert.equal(minutes(amtl), "41.91");
    assert.equal(minutes({ loss: { id: "ssr-pu", params: {} } }), "88.42");
  });

  it("grow with epochs, encoder and segments, and fall for DWIE", () => {
    const seconds = (changes: Partial<TrainSpec>): number => assumedCost(paper(changes)).seconds;
    const base = seconds({});
    assert.ok(Math.abs(seconds({ schedule: { ...spec.schedule, epochs: 3 } }) - base / 10) < 1e-6);
    assert.ok(Math.abs(seconds({ encoder: "roberta-large" }) - 3.4 * base) < 1e-6);
    assert.ok(Math.abs(seconds({ trainSet: "dwie/train" }) - 0.7 * base) < 1e-6);
  });
});

describe("predicted costs", () => {
  it("are assumed while nothing was timed", () => {
    const predict = newPredictor([]);
    assert.deepEqual(predict(paper({})), {
      seconds: assumedCost(paper({})).seconds,
      basis: "assumed",
    });
  });

  it("are the median of what the same run took with other seeds", () => {
    const predict = newPredictor(
      [100, 300, 120].map((seconds, seed) => ({ spec: paper({ seed: seed + 1 }), seconds })),
    );
    const { seconds, basis } = predict(paper({ seed: 9 }));
    assert.ok(Math.abs(seconds - 120) < 1e-6);
    assert.equal(basis, "measured");
  });

  it("take nothing from another program's times", () => {
    const mine = paper({ worker: { command: ["python", "mine.py"] } });
    const predict = newPredictor([{ spec: mine, seconds: 60 }]);
    assert.equal(predict(paper({})).basis, "assumed");
    const { seconds, basis } = predict({ ...mine, seed: 9 });
    assert.ok(Math.abs(seconds - 60) < 1e-6);
    assert.equal(basis, "measured");
  });

  it("keep the assumed ratio to a run of another kind that was timed", () => {
    const predict = newPredictor([{ spec: paper({}), seconds: 4004 }]);
    const { seconds, basis } = predict(paper(amtl));
    assert.ok(Math.abs(seconds - 4191) < 1e-6);
    assert.equal(basis, "scaled");
  });

  it("do not carry from one profile to another", () => {
    const predict = newPredictor([{ spec: train, seconds: 1000 }]);
    assert.equal(predict(paper({})).basis, "assumed");
  });
});

describe("costs predicted by others", () => {
  it("are those of a predictor that never saw the run", () => {
    const timed = [
      ...[100, 300, 120].map((seconds, seed) => ({ spec: paper({ seed: seed + 1 }), seconds })),
      { spec: paper({ ...amtl, seed: 1 }), seconds: 150 },
      { spec: paper({ seed: 1, worker: { command: ["python", "mine.py"] } }), seconds: 60 },
    ];
    const wanted = timed.map(({ spec: its }, at) =>
      newPredictor(timed.filter((_, other) => other !== at))(its),
    );
    assert.deepEqual(predictedByOthers(timed), wanted);
    assert.deepEqual(
      wanted.map(({ basis }) => basis),
      ["measured", "measured", "measured", "scaled", "assumed"],
    );
  });
});
