import type { ClaimOutcome } from "../claims/outcome.js";
import type { Metrics } from "../../contract/result.js";
import type { Basis } from "../../experiment/cost/predict.js";
import type { Against } from "../diff/against.js";
import type { TableFacts } from "../errors/facts.js";
import type { ErrorGroup } from "../errors/group.js";
import type { ReportTable } from "../table.js";

/** The program that made a report. */
export interface Made {
  readonly version: string;
  /** null where the program is no git checkout. */
  readonly commit: string | null;
  /** Whether tracked files differed from the commit; null without one. */
  readonly dirty: boolean | null;
}

/** An evaluation of a run. In percent, two decimals. */
export interface RunEval extends Metrics {
  /** "redocred/test" */
  readonly set: string;
  /** Twelve digits. */
  readonly id: string;
  /** How it was decoded; only where the run has several evaluations of the set. */
  readonly decoder?: string | undefined;
  /** F1 of each frequency band, in the order of BANDS, in percent, two decimals; absent where none was scored. */
  readonly bands?: readonly number[] | undefined;
  /** Mean raw threshold logit, two decimals; absent for a program, which has none. */
  readonly threshold?: number | undefined;
}

/** What other code or data gave before for an evaluation of the same settings. In percent, two decimals. */
export interface EarlierEval extends Metrics {
  readonly set: string;
  /** How it was decoded; only where the run has several evaluations of the set. */
  readonly decoder?: string | undefined;
  /** Twelve digits: the training's, which may be the same one scored by other code. */
  readonly run: string;
  /** Twelve digits. */
  readonly id: string;
  /** What is different since: "version:loss/atl 1 → 2". */
  readonly changes: readonly string[];
  /** The day, UTC; null where it was not recorded. */
  readonly ended: string | null;
}

/** How long a training would have been said to take, by the times of the others. */
export interface Predicted {
  readonly minutes: number;
  readonly basis: Basis;
}

/** A training behind some cells, and where it was made. */
export interface ReportRun {
  /** Twelve digits, as in the cells. */
  readonly id: string;
  readonly label: string;
  readonly seed: number;
  /** done, or how it stands. */
  readonly state: string;
  /** What went wrong and what mends it; null: nothing did. */
  readonly problem: string | null;
  /** F1 on dev in percent, two decimals, in the order in which it was measured. */
  readonly dev: readonly (readonly [epoch: number, f1: number])[];
  readonly evals: readonly RunEval[];
  /** What is left of results of the same settings, and the cells that show them; absent: nothing. */
  readonly earlier?:
    { readonly cells: readonly string[]; readonly evals: readonly EarlierEval[] } | undefined;
  /** Settings by name, and behind "made." what it was made with: two runs differ where these do. */
  readonly facts: Readonly<Record<string, string>>;
  /** null where it was not recorded. */
  readonly made: {
    readonly engine: string | null;
    readonly device: string | null;
    readonly host: string | null;
    readonly minutes: number | null;
    /** Absent where no time was recorded. */
    readonly predicted?: Predicted | undefined;
    /** The day, UTC: "2026-01-31". */
    readonly ended: string | null;
  } | null;
}

/** Claims of the paper about the tables of a report. */
export interface DocumentClaims {
  readonly profile: string;
  readonly claims: readonly ClaimOutcome[];
  /** How many there are of each verdict, by the printed numbers and by ours. */
  readonly counts: Readonly<Record<"paper" | "ours", Readonly<Record<string, number>>>>;
}

/** Tables and figures in one file, with what stands behind their cells. */
export interface ReportDocument {
  /** null where nobody shall know: an anonymous report. */
  readonly made: Made | null;
  readonly tables: readonly ReportTable[];
  readonly runs: readonly ReportRun[];
  /** What the paper claims of them; absent where nobody asked, and in a report that was read back. */
  readonly claims?: DocumentClaims;
  /** Why the claims are not there, for its readers; absent where nobody asked. */
  readonly withoutClaims?: string;
  /** What the runs got right and wrong; absent as the claims are. */
  readonly errors?: readonly ErrorGroup[];
  /** Gold and predicted facts of one table; absent as the claims are, and of several tables. */
  readonly facts?: TableFacts;
  /** Why facts are not there, or not all of them; absent: nothing is left out, or nobody asked. */
  readonly withoutFacts?: string;
  /** In what its tables differ from another results folder's; absent where nobody asked. */
  readonly against?: Against;
  /** Seconds after which its page reads itself again, while runs go on; absent: never. */
  readonly refresh?: number;
}

/** A document of tables alone. */
export const ofTables = (tables: readonly ReportTable[]): ReportDocument => ({
  made: null,
  tables,
  runs: [],
});
