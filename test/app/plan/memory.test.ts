import assert from "node:assert/strict";
import { memoryWarnings } from "../../../src/app/plan/memory.js";
import type { TrainSpec } from "../../../src/contract/train-spec.js";
import { assumedMemory } from "../../../src/experiment/cost/memory.js";
import { sampleJob } from "../../support/runs/runs.js";

const GB = 1e9;
const tiny = sampleJob("/r", 5).train;
const large: TrainSpec = {
  ...tiny,
  encoder: "bert-base-cased",
  schedule: { ...tiny.schedule, batch: 4, maxLength: 1024 },
};

describe("memory that a training is assumed to take", () => {
  it("is what a step of its backbone and encoder took, in proportion to the pieces of a batch", () => {
    const bytes = (schedule: Partial<TrainSpec["schedule"]>): number => {
      const spec = { ...large, schedule: { ...large.schedule, ...schedule } };
      const found = assumedMemory(spec, false);
      assert.ok(found?.measured === true);
      return found.bytes;
    };
    const [four, two] = [bytes({}), bytes({ batch: 2 })];
    assert.ok(four > two && two > four / 2, `${two} and ${four}`);
    assert.equal(bytes({ batch: 8, maxLength: 512 }), four);
    // No encoder's document is longer.
    assert.equal(bytes({ maxLength: 5000 }), four);
  });

  it("is less where encoder layers are computed again", () => {
    const [kept, again] = [false, true].map((how) => assumedMemory(large, how)!);
    assert.ok(again.measured && again.bytes < kept.bytes, `${again.bytes} and ${kept.bytes}`);
  });

  it("is what the encoder's file says where no step was measured, and nothing where that is silent", () => {
    assert.equal(assumedMemory(tiny, false)?.measured, false);
    assert.equal(assumedMemory({ ...tiny, backbone: "mine", encoder: "scibert" }, false), null);
  });
});

describe("warnings of runs that cannot fit", () => {
  const runs = [5, 42].map((seed) => ({ spec: { ...large, seed } }));
  const kept = assumedMemory(large, false)!.bytes;
  const again = assumedMemory(large, true)!.bytes;

  it("are one for each backbone and encoder, with what would help", () => {
    const has = (kept + again) / 2;
    const [warning, ...more] = memoryWarnings([...runs, { spec: tiny }], has, false);
    assert.deepEqual(more, []);
    const { text, ...facts } = warning;
    assert.deepEqual(facts, {
      kind: "memory",
      ...{ backbone: "atlop", encoder: "bert-base-cased" },
      ...{ runs: 2, needs: kept, measured: true, has },
    });
    assert.match(
      text,
      /^2 runs of atlop with bert-base-cased: [^\n]*\(measured\)[^\n]*--recompute/,
    );
    assert.match(memoryWarnings(runs, GB, false)[0].text, /--set batch/);
  });

  it("are none for what fits, is a program of the user's, or on a machine of unknown size", () => {
    assert.deepEqual(memoryWarnings(runs, kept, false), []);
    assert.deepEqual(memoryWarnings(runs, again, true), []);
    assert.deepEqual(memoryWarnings(runs, null, false), []);
    const own = runs.map(({ spec }) => ({ spec: { ...spec, worker: { command: ["a"] } } }));
    assert.deepEqual(memoryWarnings(own, GB, false), []);
  });
});
