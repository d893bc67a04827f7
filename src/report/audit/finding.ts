/** What an item of the audit came to. */
export type AuditVerdict = "ok" | "mismatch" | "impossible" | "ambiguous";

/** The verdicts, and what each means. */
export const AUDIT_VERDICTS: Readonly<Record<AuditVerdict, string>> = {
  ok: "recomputed and equal",
  mismatch: "two statements of the paper, or paper and code or data, disagree",
  impossible: "no data can produce it",
  ambiguous: "cannot be decided from the paper, or an inference to be weighed",
};

/** What a rule says of what it looked at. */
export interface Judged {
  readonly verdict: AuditVerdict;
  /** What was computed from what, in a sentence. */
  readonly message: string;
  /** Cells that it rests on. */
  readonly cells: readonly string[];
  /** Where printed numbers contradict one another: what each of these cells would say if the others are right. */
  readonly readings?: Readonly<Record<string, readonly Reading[]>>;
}

/** Another value that a cell's printed number could stand for. */
export interface Reading {
  readonly value: number;
  /** Where it comes from, in words: "as in table5/r01/c1". */
  readonly why: string;
}

/** An item of the audit. */
export interface Finding extends Judged {
  readonly id: string;
  readonly category: string;
  /** Where in the paper: tables, sections. */
  readonly where: string;
  /** What the paper says, or what is to be expected of it. */
  readonly claim: string;
  /** What a reader should know. */
  readonly note?: string;
}
