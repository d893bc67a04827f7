import type * as tfcore from "@tensorflow/tfjs-core";
import { badInput } from "../../base/errors.js";
import type { Layout, Segment } from "../../experiment/layout.js";
import type { Loss, LossInputs, Tf } from "../types.js";
import {
  amtDecoder,
  amtParams,
  entryOfEach,
  type FindLoss,
  type SegmentLoss,
} from "./amt-params.js";
import { contrastive } from "./contrastive.js";

/** Columns [from, to) as a layout of one segment. */
function oneSegment({ columns }: Layout, from: number, to: number): Layout {
  const own = columns.slice(from, to);
  const columnOf = new Map(own.flatMap((name, c) => (name === null ? [] : [[name, c] as const])));
  return { columns: own, segments: [{ start: 0, end: own.length }], lambda: 1, columnOf };
}

/** Sum of each pair's slot logits over lambda, [pairs, 1] (paper Eq. 2). */
function commonThreshold(tf: Tf, { logits, layout }: LossInputs): tfcore.Tensor2D {
  const shares = new Float32Array(layout.columns.length);
  for (const { start } of layout.segments) shares[start] = 1;
  return tf.matMul(logits, tf.tensor2d(shares, [shares.length, 1])).div(layout.lambda);
}

/** What a segment's loss is given: its columns, led by the threshold and the label of pairs without relation. */
function segmentInputs(
  tf: Tf,
  inputs: LossInputs,
  { start, end }: Segment,
  { loss, params }: SegmentLoss,
  common: tfcore.Tensor2D,
): LossInputs {
  const { logits, labels, layout, priors, pairs, params: own } = inputs;
  const cut = (x: tfcore.Tensor2D, from: number, to: number): tfcore.Tensor2D =>
    x.slice([0, from], [-1, to - from]);
  const relations = cut(logits, start + 1, end);
  const marks = tf.minimum<tfcore.Tensor2D>(cut(labels, start + 1, end), 1);
  const isBalanced = loss === "balanced-softmax";
  if (isBalanced && own.balancedSoftmax === "shift") {
    const shifted = relations.sub<tfcore.Tensor2D>(common);
    return { logits: shifted, labels: marks, layout: oneSegment(layout, start + 1, end), params };
  }
  const hasOwnSlot = isBalanced || own.thresholds === "own";
  const none =
    own.naLabel === "slice" ? cut(labels, start, start + 1) : tf.sub(1, marks.max(1, true));
  const isGlobal = loss === "pemscl" && own.contrastive !== "segment";
  return {
    logits: hasOwnSlot ? cut(logits, start, end) : tf.concat([common, relations], 1),
    labels: tf.concat([none as tfcore.Tensor2D, marks], 1),
    layout: oneSegment(layout, start, end),
    params: isGlobal ? { ...params, lambda3: 0 } : params,
    ...(pairs !== undefined && { pairs }),
    ...(priors !== undefined && { priors: Array.from(priors).slice(start, end) }),
  };
}

/** PEMSCL's contrastive term once for all segments, on labels without the slots of the later ones. */
function globalContrastive(
  tf: Tf,
  { labels, layout, pairs }: LossInputs,
  entries: readonly SegmentLoss[],
): tfcore.Scalar | null {
  const own = entries.find(({ loss }) => loss === "pemscl")?.params;
  if (own === undefined || own.lambda3 === 0) return null;
  if (pairs === undefined) {
    throw badInput("PEMSCL's contrastive term needs the backbone's pair vectors", {
      where: "params.contrastive",
      expected: "none",
      got: "global",
    });
  }
  const slots = new Set(layout.segments.slice(1).map(({ start }) => start));
  const columns = [...layout.columns.keys()].filter((column) => !slots.has(column));
  const seen = tf.gather(labels, tf.tensor1d(columns, "int32"), 1);
  return contrastive(tf, pairs, seen, own).mul(Number(own.lambda3));
}

/**
 * AMT: the framework with any loss with one threshold in each segment (paper Eq. 2 and 5, Tables 2 and 5;
 * spec/losses.md 6). Every segment's slot is replaced by the pair's common threshold, the sum of its slots over
 * lambda; each segment's loss is computed on its own columns [pairs, 1 + relations] with its own reduction:
 *
 *     L = (1/n) Σ_k L_k(segment k)
 *
 * The released code holds ATL only (that is amtl, here with fewer passes); how the others fit in is this project's
 * choice, see the parameters. Not rescaled: losses that sum over relations outweigh those that average. For losses
 * that see each relation by itself (AML, SAT, SSR-PU) it is exactly the single loss with the common threshold, over n.
 *
 * @param find looks up the losses that segments can hold.
 */
export const createAmt = (find: FindLoss): Loss => ({
  id: "amt",
  version: 1,
  params: amtParams(find),
  needs: ["features", "priors"],
  decoder: { rule: "th", k: 4, threshold: "raw", factor: 1 },
  decoderOf: amtDecoder,
  framework: "segments",
  checkSegments: entryOfEach,
  compute: (tf, inputs) =>
    tf.tidy(() => {
      const { segments } = inputs.layout;
      const entries = entryOfEach(inputs.params, segments.length);
      const common = commonThreshold(tf, inputs);
      const parts = segments.map((segment, k) => {
        const given = segmentInputs(tf, inputs, segment, entries[k], common);
        return find(entries[k].loss)!.compute(tf, given);
      });
      const mean = tf.addN(parts).div<tfcore.Scalar>(segments.length);
      if (inputs.params.contrastive !== "global") return mean;
      const extra = globalContrastive(tf, inputs, entries);
      return extra === null ? mean : mean.add<tfcore.Scalar>(extra);
    }),
});
