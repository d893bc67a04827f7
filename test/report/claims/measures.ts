import { normal } from "../../../bench/verdicts/normal.js";
import { seededRandom } from "../../../src/base/random.js";
import type { Claim, ClaimOperand } from "../../../src/report/claims/claim.js";
import type { Measured, Measures } from "../../../src/report/claims/measured.js";
import type { ClaimOutcome } from "../../../src/report/claims/outcome.js";
import { printedIn, type Printed } from "../../../src/report/claims/printed.js";
import { readClaims } from "../../../src/report/claims/read.js";
import { testClaim } from "../../../src/report/claims/test-claim.js";
import {
  isPrinted,
  PAPER_FIGURES,
  PAPER_TABLES,
  readPaperTable,
} from "../../../src/report/paper/printed.js";

export const SEEDS = [5, 42, 65, 66, 233];

export interface Truth {
  /** The true value of an operand; "missing": no result yet; "never": not in this profile. */
  readonly value: (operand: ClaimOperand) => number | "missing" | "never";
  /** Deviation over seeds. */
  readonly sd?: number;
  readonly seeds?: readonly number[];
}

/** Results with known truth: each operand's value plus noise of each seed; documents were not counted. */
export function measuresFor({ value, sd = 0.1, seeds = SEEDS }: Truth): Measures {
  return (operand): Measured => {
    const mean = value(operand);
    if (mean === "missing") return { kind: "missing", why: "table4" };
    if (mean === "never") return { kind: "never", why: "an encoder in place of roberta-large" };
    const { cell = "", measure = "", band = "" } = operand;
    const draw = normal(seededRandom(3, `${cell} ${measure} ${band}`));
    return {
      kind: "seeds",
      values: new Map(seeds.map((seed) => [seed, mean + sd * draw()])),
      documents: null,
    };
  };
}

/** Read once for all tests. */
const claims = readClaims().then((all) => new Map(all.map((claim) => [claim.id, claim])));

/** All claims by id. */
export const claimsById = (): Promise<ReadonlyMap<string, Claim>> => claims;

const tables = Promise.all(
  [...PAPER_TABLES, ...PAPER_FIGURES].filter(isPrinted).map(readPaperTable),
).then(printedIn);

/** The paper's printed numbers. */
export const printedNumbers = (): Promise<Printed> => tables;

/** A claim tested at the paper's scale, or another, on results with known truth. */
export async function outcomeFor(
  id: string,
  truth: Truth,
  profile: "paper" | "mini" = "paper",
): Promise<ClaimOutcome> {
  const claim = (await claimsById()).get(id);
  if (claim === undefined) throw new Error(`Expected a claim ${id}`);
  return testClaim(claim, await printedNumbers(), measuresFor(truth), profile);
}

/** By the operand's role; what is not named is 70. */
export const byRole =
  (values: Readonly<Record<string, number>>): Truth["value"] =>
  ({ role }) =>
    values[role] ?? 70;
