import type * as tfcore from "@tensorflow/tfjs-core";
import { badInput } from "../../../base/errors.js";
import type { LabelLayout, Segment } from "../../../contract/layout.js";
import type { Loss, LossInputs, Tf } from "../../../contract/loss.js";
import { amtDecoder, amtParams, entryOfEach, type FindLoss, type SegmentLoss } from "./params.js";
import { contrastive } from "../shared/contrastive.js";

/** Columns [from, to) as a layout of one segment. */
function oneSegment({ columns }: LabelLayout, from: number, to: number): LabelLayout {
  const own = columns.slice(from, to);
  const columnOf = new Map(own.flatMap((name, c) => (name === null ? [] : [[name, c] as const])));
  return { columns: own, segments: [{ start: 0, end: own.length }], lambda: 1, columnOf };
}

/** Columns of one segment: its slot [pairs, 1] and its relations [pairs, relations]. */
interface Cut {
  readonly slot: tfcore.Tensor2D;
  readonly relations: tfcore.Tensor2D;
}

/** What one segment is made of. */
interface Part {
  readonly segment: Segment;
  readonly logits: Cut;
  /** Labels, 0 or 1. */
  readonly marks: Cut;
}

/** All segments at once, so that the gradient is put together once. */
function cutSegments(tf: Tf, x: tfcore.Tensor2D, segments: readonly Segment[]): readonly Cut[] {
  const widths = segments.flatMap(({ start, end }) => [1, end - start - 1]);
  const parts = tf.split<tfcore.Tensor2D>(x, widths, 1);
  return segments.map((_, k) => ({ slot: parts[2 * k], relations: parts[2 * k + 1] }));
}

/** What a segment's loss is given: its columns, led by the threshold and the label of pairs without relation. */
function segmentInputs(
  tf: Tf,
  { layout, priors, pairs, params: own }: LossInputs,
  { loss, params }: SegmentLoss,
  { segment, logits, marks }: Part,
  common: tfcore.Tensor2D,
): LossInputs {
  const { start, end } = segment;
  const { slot, relations } = logits;
  const isBalanced = loss === "balanced-softmax";
  if (isBalanced && own.balancedSoftmax === "shift") {
    const shifted = relations.sub<tfcore.Tensor2D>(common);
    const alone = oneSegment(layout, start + 1, end);
    return { logits: shifted, labels: marks.relations, layout: alone, params };
  }
  const hasOwnSlot = isBalanced || own.thresholds === "own";
  const none =
    own.naLabel === "slice" ? marks.slot : tf.sub<tfcore.Tensor2D>(1, marks.relations.max(1, true));
  const isGlobal = loss === "pemscl" && own.contrastive !== "segment";
  return {
    logits: tf.concat([hasOwnSlot ? slot : common, relations], 1),
    labels: tf.concat([none, marks.relations], 1),
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
      const logits = cutSegments(tf, inputs.logits, segments);
      const marks = cutSegments(tf, tf.minimum(inputs.labels, 1), segments);
      // The sum of a pair's slot logits over lambda (paper Eq. 2).
      const slots = tf.addN(logits.map(({ slot }) => slot));
      const common = slots.div<tfcore.Tensor2D>(inputs.layout.lambda);
      const parts = segments.map((segment, k) => {
        const part = { segment, logits: logits[k], marks: marks[k] };
        const given = segmentInputs(tf, inputs, entries[k], part, common);
        return find(entries[k].loss)!.compute(tf, given);
      });
      const mean = tf.addN(parts).div<tfcore.Scalar>(segments.length);
      if (inputs.params.contrastive !== "global") return mean;
      const extra = globalContrastive(tf, inputs, entries);
      return extra === null ? mean : mean.add<tfcore.Scalar>(extra);
    }),
});
