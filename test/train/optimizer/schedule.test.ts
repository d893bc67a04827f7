import assert from "node:assert/strict";
import fc from "fast-check";
import { paperSchedule } from "../../../src/methods/profiles/schedules.js";
import {
  evaluatesAfter,
  evaluatesIn,
  factorAt,
  countSteps,
  rateFactor,
  updatesAfter,
} from "../../../src/train/optimizer/schedule.js";

const PAPER = paperSchedule({}, []);

describe("schedule", () => {
  it("counts the steps of AMTL on Re-DocRED as the paper's code does", () => {
    const counts = countSteps(PAPER, 3053);
    assert.deepEqual(counts, { epochs: 30, batches: 763, total: 22_890, warmup: 1373 });
  });

  it("keeps the last incomplete batch where the schedule says so", () => {
    assert.equal(countSteps({ ...PAPER, dropLast: false }, 3053).batches, 764);
  });

  it("rises from 0 to 1 and falls to 0, whatever the plan", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 500 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (total, share) => {
          const warmup = Math.floor(share * total);
          const factors = Array.from({ length: total + 2 }, (_, done) =>
            rateFactor({ total, warmup }, done),
          );
          assert.equal(factors[0], warmup === 0 ? 1 : 0);
          assert.equal(factors[total], 0);
          assert.equal(factors[total + 1], 0);
          if (warmup < total) assert.equal(factors[warmup], 1);
          factors.slice(1).forEach((factor, i) => {
            assert.ok(
              i + 1 <= warmup ? factor >= factors[i] || i + 1 === total : factor <= factors[i],
            );
          });
        },
      ),
    );
  });

  it("updates after batch 0 of every epoch, then after every so many", () => {
    const updates = (accumulate: number) =>
      [...Array(7).keys()].filter((batch) => updatesAfter(batch, accumulate));
    assert.deepEqual(updates(1), [0, 1, 2, 3, 4, 5, 6]);
    assert.deepEqual(updates(3), [0, 3, 6]);
    assert.deepEqual(updates(4), [0, 4]);
  });

  it("follows GAIN's cosine by epochs, set after an update: an epoch's first has the epoch before it", () => {
    const schedule = { ...PAPER, epochs: 12, course: "cosine-by-epoch" } as const;
    const counts = countSteps(schedule, 40);
    const at = (epoch: number, batch: number): number =>
      factorAt(schedule, counts, { epoch, batch, updates: 99 });
    const cosine = (epoch: number): number => (1 + Math.cos((Math.PI * epoch) / 4)) / 2;
    assert.equal(at(0, 0), 1, "epoch 0 counts as no epoch yet");
    for (const epoch of [0, 1, 2, 5, 11]) {
      assert.ok(Math.abs(at(epoch, 0) - cosine(epoch)) < 1e-12, `first update of epoch ${epoch}`);
      assert.ok(Math.abs(at(epoch, 3) - cosine(epoch + 1)) < 1e-12, `later ones of ${epoch}`);
    }
    assert.ok(at(3, 1) < 1e-12 && at(4, 1) > 0.1, "0 in epoch floor(12 / 4) + 1, then up again");
  });

  it("evaluates in every so many epochs, and in the last", () => {
    const epochs = (evaluateEpochs?: number): number[] =>
      [...Array(7).keys()].filter((epoch) =>
        evaluatesIn({ epochs: 7, ...(evaluateEpochs !== undefined && { evaluateEpochs }) }, epoch),
      );
    assert.deepEqual(epochs(), [0, 1, 2, 3, 4, 5, 6]);
    assert.deepEqual(epochs(3), [2, 5, 6]);
    assert.deepEqual(epochs(50), [6]);
  });

  it("evaluates after the last batch but one, or after the last", () => {
    assert.equal(evaluatesAfter("before-last-batch", 763), 761);
    assert.equal(evaluatesAfter("before-last-batch", 1), 0);
    assert.equal(evaluatesAfter("epoch-end", 763), 762);
  });
});
