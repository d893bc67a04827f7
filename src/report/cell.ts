import type { ProfileId } from "../contract/train-spec.js";
import type { Aggregate } from "./aggregate.js";
import type { Description } from "./describe.js";
import type { OpenState } from "./open-run.js";
import type { Source } from "./paper/paper-table.js";
import type { Interval } from "./statistics/estimate.js";
import type { Judgement } from "./verdicts/judgement.js";
import type { Verdict } from "./verdicts/verdict.js";

/** A cell as every output shows it: the paper's number, ours, or why there is none. */
export interface ReportCell {
  readonly table: string;
  readonly cell: string;
  readonly profile: ProfileId;
  readonly row: string;
  readonly column: string;
  /** Levels of the column's heading, outermost first: ["Re-DocRED", "Ign-F1"]. */
  readonly heading: readonly string[];
  readonly description: Description;
  readonly paper: PaperNumber | null;
  readonly ours: OurNumber;
  /** Ours minus the paper's, unrounded. null but at the paper's own scale: nothing else can be compared with it. */
  readonly delta: number | null;
  /** What a test of the difference says; null: none was made. */
  readonly verdict: Verdict | null;
  /** What the verdict rests on; null where there is nothing to compare. */
  readonly judgement: Judgement | null;
}

export interface PaperNumber {
  /** As the paper prints it; empty for a dash. */
  readonly text: string;
  readonly value: number | null;
  /** Where the number lies that was rounded to it; null for a dash. */
  readonly range: Interval | null;
  readonly source: Source;
  /** Whom the paper copied it from, as it says; null where it says nobody. */
  readonly citedFrom: string | null;
  /** Absent: not printed in bold. */
  readonly bold?: true | undefined;
  /** Runs that it is the mean of; null where the paper does not say so of this number. */
  readonly meanOf: number | null;
}

export type OurNumber =
  | {
      readonly kind: "value";
      readonly aggregate: Aggregate;
      /** Twelve-digit ids of the runs that it is made of, in the order of the aggregate's values. */
      readonly runs: readonly string[];
      /** Their seeds, in the same order. */
      readonly seeds: readonly number[];
      /** Seeds that are still to come. */
      readonly waiting: number;
    }
  /** Counted in files, not measured with any seed. */
  | { readonly kind: "count"; readonly count: number }
  /** state: how its runs stand, where one has begun. */
  | { readonly kind: "missing"; readonly state?: OpenState | undefined }
  /** The file that would be counted is not on this machine. */
  | { readonly kind: "no-file"; readonly split: string }
  | { readonly kind: "no-data"; readonly lacks: string }
  /** The profile has nothing in place of this encoder. */
  | { readonly kind: "no-stand-in"; readonly encoder: string }
  /** It shows what only scores tell; the row's program gives predictions. */
  | { readonly kind: "no-scores" }
  /** Trained, but not so that its time could be compared. */
  | { readonly kind: "not-timed"; readonly why: NotTimed }
  /** Printed by the paper; no experiment of ours computes it. */
  | { readonly kind: "no-experiment" };

/**
 * shared: others worked on the machine. resumed: only the last attempt's company is known. unrecorded: nothing is
 * known. damaged: the record cannot be read. devices: the table's runs were made on different ones.
 */
export type NotTimed = "shared" | "resumed" | "unrecorded" | "damaged" | "devices";

/** The number itself; null where there is none. */
export const numberOf = (ours: OurNumber): number | null =>
  ours.kind === "value" ? ours.aggregate.mean : ours.kind === "count" ? ours.count : null;

/** Ours minus the paper's at the paper's scale, null elsewhere and where one of the two is not there. */
export function deltaOf(
  profile: ProfileId,
  paper: PaperNumber | null,
  ours: OurNumber,
): number | null {
  const number = numberOf(ours);
  if (profile !== "paper" || paper === null || paper.text === "" || number === null) return null;
  return number - Number(paper.text);
}
