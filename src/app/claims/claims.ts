import { badInput } from "../../base/errors.js";
import { nearest } from "../../base/text/nearest.js";
import type { ProfileId } from "../../contract/train-spec.js";
import type { Claim } from "../../report/claims/claim.js";
import {
  CLAIM_VERDICTS,
  type ClaimOutcome,
  type ClaimVerdict,
} from "../../report/claims/outcome.js";
import { printedIn } from "../../report/claims/printed.js";
import { readClaims } from "../../report/claims/read.js";
import { testClaim } from "../../report/claims/test-claim.js";
import type { PointVerdict } from "../../report/claims/on-points.js";
import {
  PAPER_FIGURES,
  PAPER_TABLES,
  isPrinted,
  readPaperTable,
} from "../../report/paper/printed.js";
import { readOnce, type RunFiles } from "../../provenance/run-files.js";
import { resultsRoot } from "../../store/paths.js";
import type { SelectionRequest } from "../select/request.js";
import { select, type SelectedItem } from "../select/select.js";
import { keptFor } from "./kept.js";
import { measuresOf } from "./measures.js";

export type { ClaimOutcome, ClaimVerdict, PointVerdict };

export interface ClaimsRequest extends Pick<SelectionRequest, "profile" | "seeds" | "results"> {
  /** Tables and figures ("table4"), or claims by id; none: all claims. */
  readonly names: readonly string[];
}

/** Claims with the paper's reading and ours. */
export interface ClaimsReport {
  readonly profile: ProfileId;
  readonly claims: readonly ClaimOutcome[];
  readonly counts: {
    /** What the paper's printed numbers say. */
    readonly paper: Readonly<Record<PointVerdict, number>>;
    readonly ours: Readonly<Record<ClaimVerdict, number>>;
  };
}

/**
 * Which claims of the paper hold: by its printed numbers, and by the results that are there. Trains nothing.
 * @throws AmtlError (2) for a name that no claim has, otherwise as `report`.
 */
export async function claims({ names, ...scale }: ClaimsRequest): Promise<ClaimsReport> {
  return await tested(selected(await readClaims(), names), scale, readOnce());
}

/** The claims about any of these tables and figures, untested. */
export const claimsAbout = async (tables: readonly string[]): Promise<readonly Claim[]> =>
  (await readClaims()).filter(({ items }) => items.some((item) => tables.includes(item)));

/**
 * These claims with both readings.
 * @param known experiments of these seeds that were selected already, whatever `only` left of them.
 * @throws AmtlError as `report`.
 */
export async function tested(
  wanted: readonly Claim[],
  scale: Omit<ClaimsRequest, "names">,
  files: RunFiles,
  known: readonly SelectedItem[] = [],
): Promise<ClaimsReport> {
  const cells = wanted.flatMap(({ operands }) => operands.flatMap(({ cell }) => cell ?? []));
  const there = new Set(known.map(({ experiment }) => experiment.id));
  const all = [...new Set(cells.map((cell) => cell.split("/")[0]))];
  const { items, profile } = await select({
    ...scale,
    experiments: all.filter((id) => !there.has(id)),
  });
  const root = resultsRoot(scale.results);
  const measures = await measuresOf(wanted, [...known, ...items], profile.id, root, files);
  const printed = printedIn(
    await Promise.all([...PAPER_TABLES, ...PAPER_FIGURES].filter(isPrinted).map(readPaperTable)),
  );
  const kept = await keptFor(root);
  const outcomes = wanted.map((claim) => testClaim(claim, printed, measures, profile.id, kept));
  await kept.write();
  const POINT_VERDICTS: readonly PointVerdict[] = ["holds", "fails", "cannot tell"];
  return {
    profile: profile.id,
    claims: outcomes,
    counts: {
      paper: countsOf(
        POINT_VERDICTS,
        outcomes.map(({ paper }) => paper.verdict),
      ),
      ours: countsOf(
        Object.keys(CLAIM_VERDICTS) as readonly ClaimVerdict[],
        outcomes.map(({ ours }) => ours.verdict),
      ),
    },
  };
}

function countsOf<V extends string>(
  verdicts: readonly V[],
  found: readonly V[],
): Readonly<Record<V, number>> {
  const count = (verdict: V): number => found.filter((each) => each === verdict).length;
  return Object.fromEntries(verdicts.map((verdict) => [verdict, count(verdict)])) as Readonly<
    Record<V, number>
  >;
}

/** @throws AmtlError (2) for a name that no claim has. */
function selected(all: readonly Claim[], names: readonly string[]): readonly Claim[] {
  if (names.length === 0) return all;
  const known = [...new Set(all.flatMap(({ id, items }) => [...items, id]))];
  for (const name of names) {
    if (known.includes(name)) continue;
    const meant = nearest(name, known);
    throw badInput(`No claim of "${name}"`, {
      expected: "a table or figure of the paper, such as table4, or the id of a claim",
      got: name,
      fix: meant === undefined ? "amtl-run claims lists them" : `amtl-run claims ${meant}`,
    });
  }
  return all.filter(({ id, items }) => [id, ...items].some((name) => names.includes(name)));
}
