import { z } from "zod";
import { attentionRequests, mergeAttention, mergeHidden } from "../../nn/encoder/merge.js";
import type { Windows } from "../../contract/corpus/encoder.js";
import { indexWindows } from "../../nn/encoder/windows.js";
import { newDeviation, type Deviation } from "../deviation.js";
import { stubAttention, stubDocument, stubHidden } from "./long-input-stub.js";
import type { CheckContext, Checker } from "../checker.js";

const numbers = z.array(z.number());
const array = z.object({ shape: numbers, data: numbers });
const ids = z.array(z.int());

const schema = z.object({
  stub: z.object({ hidden: z.literal(8), heads: z.literal(2) }),
  cases: z.array(
    z.object({
      name: z.string(),
      transformer_type: z.enum(["bert", "roberta"]),
      c: z.int(),
      doc_lengths: ids,
      window_rows: z.int(),
      window_width: z.int(),
      window_input_ids_head8: z.array(ids),
      window_input_ids_tail8: z.array(ids),
      window_input_ids_sum: ids,
      window_input_ids_checksum: ids,
      window_mask_sum: numbers,
      sample_rows: ids,
      sample_cols: ids,
      sequence_at_rows: array,
      attention_at_rows_cols: array,
      sequence_sum_per_channel: array,
      sequence_row_sum: array,
      attention_row_sum_head0: array,
      attention_col_weighted: array,
      attention_total_per_head: array,
    }),
  ),
});
type Golden = z.infer<typeof schema>;
type Case = Golden["cases"][number];

/** float32 against the float64 reference, as the file's note says. */
const TOLERANCE = 1e-4;
/** Sums over hundreds of values may be off by as many tolerances, but their errors are independent: by the root. */
const sumTolerance = (terms: number): number => TOLERANCE * Math.sqrt(terms);

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

function checkWindows(deviation: Deviation, one: Case, { count, width, ids, mask }: Windows): void {
  deviation.exact(`${one.name}, windows`, count === one.window_rows && width === one.window_width);
  for (let w = 0; w < count; w++) {
    const row = ids.subarray(w * width, (w + 1) * width);
    const checksum = row.reduce((total, id, p) => total + (p + 1) * id, 0);
    const same =
      row.subarray(0, 8).join() === one.window_input_ids_head8[w].join() &&
      row.subarray(-8).join() === one.window_input_ids_tail8[w].join() &&
      sum(row) === one.window_input_ids_sum[w] &&
      checksum === one.window_input_ids_checksum[w] &&
      sum(mask.subarray(w * width, (w + 1) * width)) === one.window_mask_sum[w];
    deviation.exact(`${one.name}, ids and mask of window ${w}`, same);
  }
}

function checkMerged(deviation: Deviation, one: Case, merged: Merged, stub: Golden["stub"]): void {
  const { c, doc_lengths: lengths, sample_rows: rows, sample_cols: columns } = one;
  const { hidden: d, heads } = stub;
  const { hidden, attention } = merged;
  const at = (document: number, p: number): Float32Array =>
    hidden.subarray((document * c + p) * d, (document * c + p + 1) * d);
  const row = (document: number, head: number, p: number): Float32Array => {
    const start = ((document * c + p) * heads + head) * c;
    return attention.subarray(start, start + c);
  };
  const documents = lengths.map((_, document) => document);
  const positions = Array.from({ length: c }, (_, p) => p);
  const headOf = Array.from({ length: heads }, (_, head) => head);
  const compare = (
    what: string,
    got: readonly number[],
    want: number[],
    tolerance: number,
  ): void => {
    deviation.all(`${one.name}, ${what}`, got, want, tolerance);
  };
  const over = (each: (document: number, head: number) => number[]): number[] =>
    documents.flatMap((document) => headOf.flatMap((head) => each(document, head)));
  compare("hidden states", documents.flatMap((b) => rows.flatMap((p) => [...at(b, p)])), one.sequence_at_rows.data, TOLERANCE); // prettier-ignore
  compare("attention", over((b, h) => rows.flatMap((p) => columns.map((j) => row(b, h, p)[j]))), one.attention_at_rows_cols.data, TOLERANCE); // prettier-ignore
  const channels = Array.from({ length: d }, (_, k) => k);
  compare("sum of a channel", documents.flatMap((b) => channels.map((k) => sum(positions.map((p) => at(b, p)[k])))), one.sequence_sum_per_channel.data, sumTolerance(c)); // prettier-ignore
  compare("sum of a hidden state", documents.flatMap((b) => positions.map((p) => sum(at(b, p)))), one.sequence_row_sum.data, sumTolerance(d)); // prettier-ignore
  compare("sum of an attention row", documents.flatMap((b) => positions.map((p) => sum(row(b, 0, p)))), one.attention_row_sum_head0.data, TOLERANCE); // prettier-ignore
  const weighted = over((b, h) =>
    rows.map((p) => row(b, h, p).reduce((total, value, j) => total + value * j, 0)),
  );
  compare("weighted sum of an attention row", weighted, one.attention_col_weighted.data, TOLERANCE);
  compare("sum of a head", over((b, h) => [sum(positions.map((p) => sum(row(b, h, p))))]), one.attention_total_per_head.data, TOLERANCE); // prettier-ignore
}

interface Merged {
  /** [documents, c, hidden] */
  readonly hidden: Float32Array;
  /** [documents · c, heads, c] */
  readonly attention: Float32Array;
}

function merge(
  tf: CheckContext["tf"],
  one: Case,
  stub: Golden["stub"],
  deviation: Deviation,
): Merged {
  const documents = one.doc_lengths.map((length, document) => stubDocument(document, length));
  const plan = indexWindows(documents, one.transformer_type);
  checkWindows(deviation, one, plan.windows);
  const { count, width } = plan.windows;
  const everywhere = documents.map(() => Array.from({ length: plan.width }, (_, p) => p));
  const rows = attentionRequests(plan, everywhere);
  const ofWindows = stubHidden(plan.windows, stub.hidden);
  const ofRows = stubAttention(plan.windows, rows, stub.heads);
  const [hidden, attention] = tf.tidy(() => [
    mergeHidden(plan, tf.tensor3d(ofWindows, [count, width, stub.hidden])),
    mergeAttention(plan, tf.tensor3d(ofRows, [rows.length, stub.heads, width]), everywhere),
  ]);
  // Read outside the tidy, which would look for tensors in every number of an array.
  const merged = {
    hidden: hidden.dataSync<"float32">(),
    attention: attention.dataSync<"float32">(),
  };
  tf.dispose([hidden, attention]);
  return merged;
}

/** Golden `long-input`: documents of more than 512 pieces in two windows, and their merge. */
export const check: Checker = (golden, { tf }) => {
  const { cases, stub } = schema.parse(golden);
  const deviation = newDeviation();
  for (const one of cases) checkMerged(deviation, one, merge(tf, one, stub, deviation), stub);
  return Promise.resolve(deviation.outcome(cases.length));
};
