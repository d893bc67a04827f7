import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { buildLayout, type Layout } from "../../../src/experiment/layout.js";
import { amtl } from "../../../src/model/loss/amtl.js";
import { atl } from "../../../src/model/loss/atl.js";
import type { Loss } from "../../../src/model/types.js";
import { onBothEngines } from "../../support/engines.js";

const RELATIONS = ["a", "b", "c", "d", "e", "f"];
const single = buildLayout({ segments: null, lambda: 1 }, RELATIONS);
const segmented = buildLayout({ segments: [1, 3, 2], lambda: 2.5 }, RELATIONS);

interface Case {
  readonly logits: number[][];
  readonly labels: number[][];
}

/** Pairs with logits up to ±limit and any labels: none, some or all relations. */
const cases = (layout: Layout, limit: number): fc.Arbitrary<Case> => {
  const width = layout.columns.length;
  const logit = fc.integer({ min: -64 * limit, max: 64 * limit }).map((n) => n / 64);
  const row = fc.record({
    logits: fc.array(logit, { minLength: width, maxLength: width }),
    labels: fc.array(fc.boolean(), { minLength: width, maxLength: width }),
  });
  return fc.array(row, { minLength: 1, maxLength: 4 }).map((rows) => ({
    logits: rows.map(({ logits }) => logits),
    labels: rows.map(({ labels }) => {
      const marks = labels.map((mark, c) => (layout.columns[c] !== null && mark ? 1 : 0));
      if (!marks.includes(1)) marks[0] = 1;
      return marks;
    }),
  }));
};

function lossAndGradient(loss: Loss, layout: Layout, { logits, labels }: Case) {
  const before = tf.memory().numTensors;
  const [value, gradient] = tf.tidy(() => {
    const y = tf.tensor2d(labels);
    const compute = (z: tf.Tensor): tf.Scalar =>
      loss.compute(tf, { logits: z as tf.Tensor2D, labels: y, layout, params: {} });
    const { value, grad } = tf.valueAndGrad(compute)(tf.tensor2d(logits));
    return [value.dataSync()[0], (grad as tf.Tensor2D).arraySync()] as const;
  });
  assert.equal(tf.memory().numTensors, before, "tensors left behind");
  return { value, gradient };
}

function assertClose(got: number, want: number): void {
  assert.ok(Math.abs(got - want) <= 2e-5 * Math.max(1, Math.abs(want)), `${got} is not ${want}`);
}

const permute = <T>(row: readonly T[], order: readonly number[]): T[] => order.map((i) => row[i]);

onBothEngines("ATL and AMTL", () => {
  const runs = { numRuns: 40 };

  it("stay finite for logits up to 1e4, whatever the labels", () => {
    for (const [loss, layout] of [[atl, single] as const, [amtl, segmented] as const]) {
      fc.assert(
        fc.property(cases(layout, 10_000), (given) => {
          const { value, gradient } = lossAndGradient(loss, layout, given);
          assert.ok(Number.isFinite(value) && value >= 0);
          assert.ok(gradient.flat().every(Number.isFinite));
        }),
        runs,
      );
    }
  });

  it("with one segment and lambda 1 AMTL is ATL", () => {
    fc.assert(
      fc.property(cases(single, 20), (given) => {
        const one = lossAndGradient(atl, single, given);
        const other = lossAndGradient(amtl, single, given);
        assertClose(other.value, one.value);
        one.gradient.flat().forEach((want, i) => {
          assertClose(other.gradient.flat()[i], want);
        });
      }),
      runs,
    );
  });

  it("AMTL gives every slot the same gradient, and only the slots' sum counts", () => {
    fc.assert(
      fc.property(cases(segmented, 20), fc.integer({ min: -5, max: 5 }), (given, moved) => {
        const slots = segmented.segments.map(({ start }) => start);
        const one = lossAndGradient(amtl, segmented, given);
        for (const row of one.gradient) {
          for (const slot of slots) assertClose(row[slot], row[slots[0]]);
        }
        const logits = given.logits.map((row) =>
          row.map((z, c) => (c === slots[0] ? z + moved : c === slots[1] ? z - moved : z)),
        );
        assertClose(lossAndGradient(amtl, segmented, { ...given, logits }).value, one.value);
      }),
      runs,
    );
  });

  it("do not depend on the order of pairs, or of relations within a segment", () => {
    // Columns of the second segment, [slot, b, c, d], with its relations reversed.
    const order = [0, 1, 2, 5, 4, 3, 6, 7, 8];
    fc.assert(
      fc.property(cases(segmented, 20), (given) => {
        const { value } = lossAndGradient(amtl, segmented, given);
        const shuffled = {
          logits: given.logits.map((row) => permute(row, order)).reverse(),
          labels: given.labels.map((row) => permute(row, order)).reverse(),
        };
        assertClose(lossAndGradient(amtl, segmented, shuffled).value, value);
      }),
      runs,
    );
  });

  it("ATL depends on differences between logits only", () => {
    fc.assert(
      fc.property(cases(single, 20), fc.integer({ min: -9, max: 9 }), (given, shift) => {
        const logits = given.logits.map((row) => row.map((z) => z + shift));
        const { value } = lossAndGradient(atl, single, given);
        assertClose(lossAndGradient(atl, single, { ...given, logits }).value, value);
      }),
      runs,
    );
  });
});
