import type { DecoderSpec } from "../../contract/decoder.js";
import type { ColumnLayout } from "../layout.js";
import type { KeptScores } from "../kept-scores.js";

/** The scores of one document. */
export interface DocumentScores {
  readonly rows: number;
  /** [rows, columns], row-major; -Infinity where a relation's logit was not kept. */
  readonly logits: Float32Array;
  /** [h0, t0, h1, t1, …]; null where the scores stand alone, as in golden files. */
  readonly pairs: Int32Array | null;
}

/** What is known to be true of the rows whose scores were kept. */
export interface RowTruth {
  readonly isGold: (row: number, column: number) => boolean;
  /** All gold facts, those included that no row can give. */
  readonly gold: number;
}

/** A decoder whose parameters were checked. */
export interface Decoder {
  /** All its parameters, those that were left out filled in. */
  readonly spec: DecoderSpec;
  /** As a CSV says it: "th-4". */
  readonly text: string;
  /** The parameter that is chosen by F1 on the dev set; null: none. */
  readonly tuned: string | null;
  /** [rows, columns] of 0 and 1 over relations: 1 where one is predicted; threshold columns are 0. */
  readonly mark: (scores: DocumentScores, layout: ColumnLayout) => Uint8Array;
  /**
   * What the relations of the segment that begins in column `start` have to exceed, in the row that begins at `from`.
   * A prediction's score is its logit minus this.
   */
  readonly threshold: (
    logits: Float32Array,
    from: number,
    start: number,
    layout: ColumnLayout,
  ) => number;
  /**
   * Whether a row's relations that were not kept cannot be predicted. They are below everything kept in their segment.
   *
   * @param row [columns]; -Infinity where nothing was kept.
   * @param perSegment relations kept in each segment: at least so many, or all that it has.
   */
  readonly isSettled: (row: Float32Array, perSegment: number, layout: ColumnLayout) => boolean;
  /**
   * The value of the tuned parameter that is best on these scores.
   *
   * @returns null when too little was kept to know.
   * @throws RangeError for a decoder that leaves nothing open.
   */
  readonly bestValue: (kept: KeptScores, layout: ColumnLayout, truth: RowTruth) => number | null;
}

/** A kind of decoder: one file in this folder, one line in its index. */
export interface DecoderRule {
  /** `rule` of its specs. */
  readonly rule: string;
  /**
   * @param where the spec is, for messages.
   * @throws AmtlError (2) for unknown or invalid parameters.
   */
  readonly create: (spec: DecoderSpec, where: string) => Decoder;
}
