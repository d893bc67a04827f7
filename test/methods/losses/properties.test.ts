import assert from "node:assert/strict";
import fc from "fast-check";
import type { Params } from "../../../src/base/params.js";
import type { LabelLayout } from "../../../src/contract/layout.js";
import { LOSSES } from "../../../src/methods/losses/registry.js";
import type { Loss } from "../../../src/contract/loss.js";
import { onBothEngines } from "../../support/models/engines.js";
import { assertClose, cases, evaluate, layoutOf, permute, type Case } from "./cases.js";

interface Subject {
  readonly name: string;
  readonly loss: Loss;
  readonly params: Params;
  /** Whether only differences between logits count. */
  readonly isShiftInvariant: boolean;
}

const subject = (id: string, given: Readonly<Record<string, unknown>> = {}): Subject => {
  const loss = LOSSES.get(id)!;
  const params = loss.params.parse(given);
  const { rule } = loss.decoderOf(params);
  const name = [id, ...Object.keys(given).map((key) => JSON.stringify(given[key]))].join(" ");
  return { name, loss, params, isShiftInvariant: rule === "th" };
};

/** Every loss with its defaults, those whose parameters choose other formulas, and each inside AMT. */
const SUBJECTS: readonly Subject[] = [
  ...[...LOSSES.keys()].map((id) => subject(id)),
  subject("afl", { gamma: 2 }),
  // Without the second term, whose margin is a mean that may lie where the shifted logarithm bends.
  subject("ncrl", { shift: 0.0625, isReg: false }),
  subject("ssr-pu", { e: 3 }),
  subject("ssr-pu", { mTag: "PU", e: 3 }),
  subject("ssr-pu", { e: 3, margin: 1, scale: 1 }),
  subject("pemscl", { perRowIntended: true }),
  subject("amt", { losses: ["afl", "pemscl", "hingeabl"] }),
  subject("amt", { losses: ["ncrl", "ssr-pu", "mean-sat"] }),
  subject("amt", { losses: "balanced-softmax" }),
  subject("amt", { losses: ["balanced-softmax", "aml", "sat"], balancedSoftmax: "shift" }),
  subject("amt", { losses: "pemscl", thresholds: "own" }),
];

const SEGMENTED = layoutOf([1, 3, 2]);
const layoutFor = ({ loss }: Subject): LabelLayout =>
  loss.framework === "single" ? layoutOf([6]) : SEGMENTED;

/**
 * Margins never come closer than 1/8 to the places where a hinge bends: relations lie on a grid of halves moved by
 * 1/8, slots on one of 3/2, so that the mean of three slots lies on halves as well.
 */
const smooth = (layout: LabelLayout, pairs?: { min: number; max: number }): fc.Arbitrary<Case> => {
  const logit = fc.integer({ min: -16, max: 16 }).map((n) => n / 2 + 1 / 8);
  const slot = fc.integer({ min: -3, max: 3 }).map((n) => (3 * n) / 2);
  return cases(layout, logit, slot, pairs === undefined ? {} : { pairs });
};

const assertFinite = ({ value, gradient, byVectors }: ReturnType<typeof evaluate>): void => {
  assert.ok(Number.isFinite(value), `value ${value}`);
  assert.ok([gradient, ...byVectors].flat(2).every(Number.isFinite), "gradient");
};

onBothEngines("every loss", () => {
  const runs = { numRuns: 8 };
  const huge = fc.integer({ min: -64e4, max: 64e4 }).map((n) => n / 64);
  const extreme = fc.oneof(huge, fc.constantFrom(-1e4, 1e4, 0));

  for (const one of SUBJECTS) {
    const { name, loss, params, isShiftInvariant } = one;
    const layout = layoutFor(one);
    // A list of losses needs as many segments.
    const hasList = Array.isArray(params.losses) && params.losses.length > 1;

    it(`${name} is finite for logits up to 1e4, with no and with all positives`, () => {
      for (const labels of ["any", "none", "all"] as const) {
        fc.assert(
          fc.property(cases(layout, extreme, extreme, { labels }), (given) => {
            assertFinite(evaluate(loss, layout, params, given));
          }),
          runs,
        );
      }
    });

    it(`${name} is finite for one pair and one relation`, () => {
      const narrow = hasList ? layoutOf([1, 1, 1]) : layoutOf([1]);
      for (const [pairs, within] of [
        [{ min: 1, max: 1 }, layout],
        [{ min: 1, max: 4 }, narrow],
        [{ min: 1, max: 1 }, narrow],
      ] as const) {
        fc.assert(
          fc.property(cases(within, extreme, extreme, { pairs }), (given) => {
            assertFinite(evaluate(loss, within, params, given));
          }),
          runs,
        );
      }
    });

    it(`${name} does not depend on the order of pairs`, () => {
      fc.assert(
        fc.property(smooth(layout), (given) => {
          const order = [...given.logits.keys()].reverse();
          const turned: Case = {
            ...given,
            logits: permute(given.logits, order),
            labels: permute(given.labels, order),
            head: permute(given.head, order),
            tail: permute(given.tail, order),
          };
          const got = evaluate(loss, layout, params, turned);
          const want = evaluate(loss, layout, params, given);
          assertClose(got.value, want.value);
          permute(want.gradient, order)
            .flat()
            .forEach((entry, i) => {
              assertClose(got.gradient.flat()[i], entry);
            });
        }),
        runs,
      );
    });

    it(`${name} does not depend on the order of relations within a segment`, () => {
      const order = layout.segments.flatMap(({ start, end }) => [
        start,
        ...Array.from({ length: end - start - 1 }, (_, i) => end - 1 - i),
      ]);
      fc.assert(
        fc.property(smooth(layout), (given) => {
          const turned: Case = {
            ...given,
            logits: given.logits.map((row) => permute(row, order)),
            labels: given.labels.map((row) => permute(row, order)),
            priors: permute(given.priors, order),
          };
          const { value } = evaluate(loss, layout, params, given);
          assertClose(evaluate(loss, layout, params, turned).value, value);
        }),
        runs,
      );
    });

    it(`${name} ${isShiftInvariant ? "depends on differences only" : "compares with 0"}`, () => {
      let changed = 0;
      fc.assert(
        fc.property(smooth(layout), fc.integer({ min: 1, max: 9 }), (given, shift) => {
          const logits = given.logits.map((row) => row.map((z) => z + shift));
          const { value } = evaluate(loss, layout, params, given);
          const shifted = evaluate(loss, layout, params, { ...given, logits }).value;
          if (isShiftInvariant) assertClose(shifted, value);
          else if (Math.abs(shifted - value) > 1e-3) changed++;
        }),
        runs,
      );
      assert.equal(changed > 0, !isShiftInvariant);
    });

    it(`${name} has the gradient that differences give`, () => {
      const step = 1e-2;
      const direction = fc.array(fc.constantFrom(-1, 1), { minLength: 40, maxLength: 40 });
      fc.assert(
        fc.property(smooth(layout), direction, (given, signs) => {
          const { gradient } = evaluate(loss, layout, params, given);
          const width = layout.columns.length;
          const sign = (row: number, c: number): number => signs[(row * width + c) % signs.length];
          const at = (size: number): number => {
            const logits = given.logits.map((z, i) => z.map((x, c) => x + size * sign(i, c)));
            return evaluate(loss, layout, params, { ...given, logits }).value;
          };
          const [below, here, above] = [-step, 0, step].map(at);
          const want = (above - below) / (2 * step);
          // SSR-PU's value jumps where a risk begins to be clipped: differences across a jump are no slope. Slopes
          // before and behind differ by 2 there, and by 0.1 at most where there is none.
          fc.pre(Math.abs(above - 2 * here + below) <= 0.3 * step * Math.max(1, Math.abs(want)));
          const along = gradient.flatMap((row, i) => row.map((slope, c) => slope * sign(i, c)));
          const got = along.reduce((sum, part) => sum + part, 0);
          assertClose(got, want, 5e-3, "slope");
        }),
        runs,
      );
    });
  }
});
