/** Whether our number is the paper's. */
export type Verdict =
  /** Two one-sided tests within this margin, in the cell's unit. */
  | { readonly kind: "equivalent"; readonly margin: number }
  /** Beyond the margin. @property p corrected for all cells of the table. */
  | { readonly kind: "different"; readonly p: number }
  /** More seeds may decide. */
  | {
      readonly kind: "inconclusive";
      /** So many more surely do (90 %); null: no number can be named. */
      readonly seeds: number | null;
      /** What they take; null: not known. */
      readonly hours: number | null;
      /** Probability that 20 seeds in all decide; null: one seed and no row to pool with, so no spread is known. */
      readonly chance: number | null;
    }
  /** The paper's spread is not printed, and leaves too much: the smallest margin that could be decided. */
  | { readonly kind: "undecidable"; readonly margin: number }
  | { readonly kind: "missing" }
  /** The paper copied it from elsewhere. */
  | { readonly kind: "quoted" }
  /** The printed number contradicts others that are printed: what was found, and the verdict on each reading of it. */
  | {
      readonly kind: "suspect";
      readonly findings: readonly SuspectFinding[];
      readonly readings: readonly JudgedReading[];
    };

export type VerdictKind = Verdict["kind"];

/** The verdicts, and what each means, in the order in which they are listed. */
export const VERDICT_KINDS: Readonly<Record<VerdictKind, string>> = {
  equivalent: "our mean is the printed number within the margin",
  different: "our mean is off by more than the margin",
  inconclusive: "more seeds decide",
  undecidable: "no number of seeds decides at this margin: the paper prints no spread",
  suspect: "other printed numbers contradict this one",
  quoted: "the paper copied it from elsewhere",
  missing: "there is no number of ours yet",
};

/** An item of the audit that contradicts the printed number. */
export interface SuspectFinding {
  /** What `amtl-run audit` calls it. */
  readonly id: string;
  readonly message: string;
}

/** What the printed number may stand for, and what ours says of it, tested for this reading alone. */
export interface JudgedReading {
  readonly printed: number;
  /** "as printed", "as in table5/r01/c1". */
  readonly why: string;
  /** null: there is no number of ours, or no spread. */
  readonly verdict: "equivalent" | "different" | "undecided" | null;
}
