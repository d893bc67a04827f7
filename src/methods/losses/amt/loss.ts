import type * as tfcore from "@tensorflow/tfjs-core";
import type { Params } from "../../../base/params.js";
import type { LabelLayout, Segment } from "../../../contract/layout.js";
import type { FindLoss, Loss, LossInputs, Tf } from "../../../contract/loss.js";
import { defineLoss } from "../define.js";
import { amtDecoder, amtParams, entryOfEach, type SegmentLoss } from "./params.js";

/** Columns [from, to) as a layout of one segment. */
function oneSegment({ columns }: LabelLayout, from: number, to: number): LabelLayout {
  const own = columns.slice(from, to);
  const columnOf = new Map(own.flatMap((name, c) => (name === null ? [] : [[name, c] as const])));
  return { columns: own, segments: [{ start: 0, end: own.length }], lambda: 1, columnOf };
}

/** Columns of one segment: its threshold [pairs, 1] and its relations [pairs, relations]. */
interface Cut {
  readonly threshold: tfcore.Tensor2D;
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
  return segments.map((_, k) => ({
    threshold: parts[2 * k],
    relations: parts[2 * k + 1],
  }));
}

/** What a segment's loss is given: its columns, led by the threshold and the label of pairs without relation. */
function segmentInputs(
  tf: Tf,
  { layout, priors, pairs, params: own }: LossInputs,
  loss: Loss,
  params: Params,
  { segment, logits, marks }: Part,
  common: tfcore.Tensor2D,
): LossInputs {
  const { start, end } = segment;
  const { threshold, relations } = logits;
  const isZero = loss.threshold === "zero";
  const isGlobal = loss.batchTerm !== undefined && own.contrastive !== "segment";
  const given = isGlobal ? { ...params, [loss.batchTerm.weight]: 0 } : params;
  const vectors = pairs === undefined ? {} : { pairs };
  if (isZero && own.balancedSoftmax === "shift") {
    const shifted = relations.sub<tfcore.Tensor2D>(common);
    const alone = oneSegment(layout, start + 1, end);
    const labels = marks.relations;
    return { logits: shifted, labels, layout: alone, params: given, ...vectors };
  }
  const hasOwnThreshold = isZero || own.thresholds === "own";
  const none =
    own.naLabel === "slice"
      ? marks.threshold
      : tf.sub<tfcore.Tensor2D>(1, marks.relations.max(1, true));
  return {
    logits: tf.concat([hasOwnThreshold ? threshold : common, relations], 1),
    labels: tf.concat([none, marks.relations], 1),
    layout: oneSegment(layout, start, end),
    params: given,
    ...vectors,
    ...(priors !== undefined && { priors: Array.from(priors).slice(start, end) }),
  };
}

/** The batch-wide terms of the losses that have one, each once, on labels without the later segments' thresholds. */
function globalTerms(
  tf: Tf,
  { labels, layout, pairs }: LossInputs,
  entries: readonly SegmentLoss[],
  find: FindLoss,
): tfcore.Scalar[] {
  const thresholds = new Set(layout.segments.slice(1).map(({ start }) => start));
  const columns = [...layout.columns.keys()].filter((column) => !thresholds.has(column));
  const seen = tf.gather(labels, tf.tensor1d(columns, "int32"), 1);
  const first = new Map([...entries].reverse().map(({ loss, params }) => [loss, params]));
  return [...first].flatMap(([id, params]) => {
    const term = find(id)?.batchTerm;
    const weight = term === undefined ? 0 : Number(params[term.weight]);
    if (term === undefined || weight === 0) return [];
    const inputs = { labels: seen, params, ...(pairs !== undefined && { pairs }) };
    return [term.compute(tf, inputs).mul<tfcore.Scalar>(weight)];
  });
}

/**
 * AMT: the framework with any loss with one threshold in each segment (paper Eq. 2 and 5, Tables 2 and 5;
 * spec/losses.md 6). Every segment's threshold is replaced by the pair's common one, the sum of its threshold columns
 * over lambda; each segment's loss is computed on its own columns [pairs, 1 + relations] with its own reduction:
 *
 *     L = (1/n) Σ_k L_k(segment k)
 *
 * The released code holds ATL only (that is amtl, here with fewer passes); how the others fit in is this project's
 * choice, see the parameters. It asks losses for their threshold and their batch-wide term, never for their names; a
 * loss with the threshold "global" it cannot hold. Not rescaled: losses that sum over relations outweigh those that
 * average. For losses that see each relation by itself (AML, SAT, SSR-PU) it is exactly the single loss with the
 * common threshold, over n.
 *
 * @param find looks up the losses that segments can hold.
 */
export const createAmt = (find: FindLoss): Loss => ({
  ...defineLoss({
    id: "amt",
    version: 1,
    label: "AMT",
    framework: "segments",
    // xhm-code/AMTL, scripts: whatever loss is in the segments.
    officialRates: { base: 4e-5, large: 2e-5 },
    needs: ["features", "priors"],
    compute: (tf, inputs) => {
      const { segments } = inputs.layout;
      const entries = entryOfEach(inputs.params, segments.length);
      const logits = cutSegments(tf, inputs.logits, segments);
      const marks = cutSegments(tf, tf.minimum(inputs.labels, 1), segments);
      // The sum of a pair's threshold logits over lambda (paper Eq. 2).
      const sum = tf.addN(logits.map(({ threshold }) => threshold));
      const common = sum.div<tfcore.Tensor2D>(inputs.layout.lambda);
      const parts = segments.map((segment, k) => {
        const part = { segment, logits: logits[k], marks: marks[k] };
        const loss = find(entries[k].loss)!;
        return loss.compute(tf, segmentInputs(tf, inputs, loss, entries[k].params, part, common));
      });
      const mean = tf.addN(parts).div<tfcore.Scalar>(segments.length);
      if (inputs.params.contrastive !== "global") return mean;
      const terms = globalTerms(tf, inputs, entries, find);
      return terms.reduce((loss, term) => loss.add<tfcore.Scalar>(term), mean);
    },
  }),
  params: amtParams(find),
  decoderOf: amtDecoder(find),
  holdsLosses: true,
  checkSegments: entryOfEach,
});
