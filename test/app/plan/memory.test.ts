import assert from "node:assert/strict";
import { memoryWarnings } from "../../../src/app/plan/memory.js";
import type { TrainSpec } from "../../../src/contract/train-spec.js";
import { assumedMemory } from "../../../src/experiment/cost/memory.js";
import { backboneOf, BACKBONES, backbonesWith } from "../../../src/methods/backbones/registry.js";
import { sampleJob } from "../../support/runs/runs.js";

const GB = 1e9;
const atlop = backboneOf("atlop");
/** A backbone of which a step was measured. */
const backbones = backbonesWith([
  { ...atlop, memory: { "bert-base-cased": { least: 3 * GB, most: 9 * GB, recomputed: 5 * GB } } },
]);
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
      const found = assumedMemory(spec, false, backbones);
      assert.ok(found?.measured === true);
      return found.bytes;
    };
    assert.equal(bytes({}), 9 * GB);
    assert.equal(bytes({ batch: 2 }), 6 * GB);
    assert.equal(bytes({ batch: 8, maxLength: 512 }), 9 * GB);
    // Longer documents than those measured are rare.
    assert.equal(bytes({ maxLength: 5000 }), 9 * GB);
  });

  it("is less where encoder layers are computed again", () => {
    assert.deepEqual(assumedMemory(large, true, backbones), { bytes: 5 * GB, measured: true });
  });

  it("is less for every backbone that was measured both ways, and most with the whole batch", () => {
    const measured = [...BACKBONES.values()].flatMap(({ memory }) => Object.values(memory ?? {}));
    assert.ok(measured.length > 0);
    for (const { least, most, recomputed } of measured) {
      assert.ok(least < (recomputed ?? Infinity) && least < (most ?? Infinity));
      if (recomputed !== null && most !== null) assert.ok(recomputed < most);
    }
  });

  it("is what the encoder's file says where no step was measured, and nothing where that is silent", () => {
    assert.equal(assumedMemory(tiny, false)?.measured, false);
    assert.equal(assumedMemory({ ...tiny, backbone: "mine", encoder: "scibert" }, false), null);
  });
});

describe("warnings of runs that cannot fit", () => {
  const runs = [5, 42].map((seed) => ({ spec: { ...large, seed } }));
  const warned = (has: number | null, recompute: boolean, some: typeof runs = runs) =>
    memoryWarnings(some, has, recompute, backbones);

  it("are one for each backbone and encoder, with what would help", () => {
    const [warning, ...more] = warned(7 * GB, false, [...runs, { spec: tiny }]);
    assert.deepEqual(more, []);
    const { text, ...facts } = warning;
    assert.deepEqual(facts, {
      kind: "memory",
      ...{ backbone: "atlop", encoder: "bert-base-cased" },
      ...{ runs: 2, needs: 9 * GB, measured: true, has: 7 * GB },
    });
    assert.match(
      text,
      /^2 runs of atlop with bert-base-cased: [^\n]*\(measured\)[^\n]*--recompute/,
    );
    assert.match(warned(2 * GB, false)[0].text, /--set batch/);
  });

  it("are none for what fits, is a program of the user's, or on a machine of unknown size", () => {
    assert.deepEqual(warned(9 * GB, false), []);
    assert.deepEqual(warned(5 * GB, true), []);
    assert.deepEqual(warned(null, false), []);
    const own = runs.map(({ spec }) => ({ spec: { ...spec, worker: { command: ["a"] } } }));
    assert.deepEqual(warned(GB, false, own), []);
  });
});
