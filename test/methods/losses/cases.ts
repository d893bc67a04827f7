import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { buildLayout } from "../../../src/experiment/layout/layout.js";
import type { LabelLayout } from "../../../src/contract/layout.js";
import type { Params } from "../../../src/base/params.js";
import type { Loss } from "../../../src/contract/loss.js";

const RELATIONS = ["a", "b", "c", "d", "e", "f"];

/** A layout of these segments; lambda is their number, so that a shift of all logits shifts the common threshold. */
export const layoutOf = (segments: readonly number[], lambda = segments.length): LabelLayout =>
  buildLayout(
    { segments, lambda },
    RELATIONS.slice(
      0,
      segments.reduce((sum, size) => sum + size, 0),
    ),
  );

/** A batch for any loss. */
export interface Case {
  readonly logits: number[][];
  readonly labels: number[][];
  /** [pairs, 4]: head vectors, then tail vectors, in blocks of 2. */
  readonly head: number[][];
  readonly tail: number[][];
  /** Of each column. */
  readonly priors: number[];
}

export interface CaseOptions {
  readonly pairs?: { readonly min: number; readonly max: number };
  /** none: no pair has a relation; all: every pair has all. */
  readonly labels?: "any" | "none" | "all";
}

/**
 * Batches whose logits are drawn from `logit`; slots are drawn from `slot`. Column 0 of the labels is 1 on pairs
 * without relation, the other slots are 0.
 */
export function cases(
  { columns }: LabelLayout,
  logit: fc.Arbitrary<number>,
  slot: fc.Arbitrary<number>,
  { pairs = { min: 1, max: 5 }, labels = "any" }: CaseOptions = {},
): fc.Arbitrary<Case> {
  const entry = fc.integer({ min: -8, max: 8 }).map((n) => n / 8 + 1 / 64);
  const mark = labels === "any" ? fc.boolean() : fc.constant(labels === "all");
  const vector = fc.array(entry, { minLength: 4, maxLength: 4 });
  const row = fc.record({
    logits: fc.tuple(...columns.map((name) => (name === null ? slot : logit))),
    labels: fc.tuple(...columns.map((name) => (name === null ? fc.constant(false) : mark))),
    head: vector,
    tail: vector,
  });
  const share = fc.integer({ min: 0, max: 40 }).map((n) => n / 1000);
  return fc
    .record({
      rows: fc.array(row, { minLength: pairs.min, maxLength: pairs.max }),
      priors: fc.tuple(...columns.map((name) => (name === null ? fc.constant(0) : share))),
    })
    .map(({ rows, priors }) => ({
      logits: rows.map(({ logits }) => logits),
      labels: rows.map(({ labels: marks }) =>
        marks.map((isPositive, c) => Number(isPositive || (c === 0 && !marks.includes(true)))),
      ),
      head: rows.map(({ head }) => head),
      tail: rows.map(({ tail }) => tail),
      priors,
    }));
}

export interface Evaluated {
  readonly value: number;
  /** [pairs, columns] */
  readonly gradient: number[][];
  /** By head and tail vectors, [pairs, 4] each; empty where the loss does not look at them. */
  readonly byVectors: readonly number[][][];
}

/** Value and gradients of a loss on a case; asserts that no tensor is left behind. */
export function evaluate(loss: Loss, layout: LabelLayout, params: Params, given: Case): Evaluated {
  const before = tf.memory().numTensors;
  const hasContrast = loss.id === "pemscl" || (params.contrastive ?? "none") !== "none";
  const needsVectors = hasContrast && given.logits.length > 1;
  const evaluated = tf.tidy(() => {
    const [logits, head, tail] = [given.logits, given.head, given.tail].map((x) => tf.tensor2d(x));
    const labels = tf.tensor2d(given.labels);
    const compute = (...[z, h = head, t = tail]: tf.Tensor[]): tf.Scalar =>
      loss.compute(tf, {
        logits: z as tf.Tensor2D,
        labels,
        layout,
        params,
        priors: given.priors,
        pairs: { head: h as tf.Tensor2D, tail: t as tf.Tensor2D, block: 2 },
      });
    const inputs = needsVectors ? [logits, head, tail] : [logits];
    const { value, grads } = tf.valueAndGrads(compute)(inputs);
    const [gradient, ...byVectors] = grads.map((x) => (x as tf.Tensor2D).arraySync());
    return { value: value.dataSync()[0], gradient, byVectors };
  });
  assert.equal(tf.memory().numTensors, before, "tensors left behind");
  return evaluated;
}

export function assertClose(got: number, want: number, tolerance = 2e-5, what = ""): void {
  const far = Math.abs(got - want) / Math.max(1, Math.abs(want));
  assert.ok(far <= tolerance, `${what} ${got} is not ${want}`);
}

export const permute = <T>(row: readonly T[], order: readonly number[]): T[] =>
  order.map((i) => row[i]);
