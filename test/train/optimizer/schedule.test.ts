import assert from "node:assert/strict";
import fc from "fast-check";
import { paperSchedule } from "../../../src/methods/profiles/schedules.js";
import {
  evaluatesAfter,
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

  it("evaluates after the last batch but one, or after the last", () => {
    assert.equal(evaluatesAfter("before-last-batch", 763), 761);
    assert.equal(evaluatesAfter("before-last-batch", 1), 0);
    assert.equal(evaluatesAfter("epoch-end", 763), 762);
  });
});
