import { badInput } from "../../base/errors.js";
import type { VariantId } from "../../contract/train-spec.js";
import { nearest } from "../../base/nearest.js";
import { shortId } from "../../base/short-id.js";
import { labelOf } from "../../experiment/plan/run-label.js";
import { resultsRoot, trainDir } from "../../store/paths.js";
import { readIdentity } from "../../store/spec.js";
import { isIdPart, runIds } from "../lookup/runs.js";
import { explainCell, type CellExplanation } from "./cell.js";
import { explainRun, type RunExplanation } from "./run.js";
import { plansIn, sameSpec } from "./search.js";

export interface WhyRequest {
  /** Id of a run, or its first digits; or of a cell, such as table4/r01/c1. */
  readonly what: string;
  /** Where to look for it: names of experiments, or files. Default: all of the project's. */
  readonly experiments?: readonly string[] | undefined;
  /** Where to look for it. Default: all profiles; for a cell, smoke. */
  readonly profile?: string | undefined;
  /** Default: that of the run where it is there, else none. */
  readonly variant?: VariantId | undefined;
  /** Default: all of the paper's. */
  readonly seeds?: readonly number[] | undefined;
  /** Folder of runs and tables. Default: AMTL_RESULTS, else results/runs of this project. */
  readonly results?: string | undefined;
}

export type Why =
  (CellExplanation & { readonly kind: "cell" }) | (RunExplanation & { readonly kind: "run" });

/**
 * What a run is and why it will run again, or which runs are behind a cell.
 * @throws AmtlError (2) for what is unknown, with the nearest that is known, or the beginning of several ids.
 */
export const why = async (request: WhyRequest): Promise<Why> =>
  request.what.includes("/")
    ? { kind: "cell", ...(await whyCell(request)) }
    : { kind: "run", ...(await whyRun(request)) };

async function whyCell({
  what,
  experiments = [],
  profile = "smoke",
  variant,
  seeds,
  results,
}: WhyRequest): Promise<CellExplanation> {
  const table = what.split("/")[0];
  const known: string[] = [];
  for await (const plan of plansIn(experiments, { profile, variant, seeds })) {
    const cell = plan.cells.find(({ id }) => id === what);
    if (cell !== undefined) {
      return await explainCell(resultsRoot(results), plan, cell);
    }
    known.push(...plan.cells.map(({ id }) => id));
  }
  const same = known.filter((id) => id.startsWith(`${table}/`));
  const meant = nearest(what, same.length > 0 ? same : known);
  throw badInput(`Unknown cell "${what}"`, {
    expected: "a cell as the CSV of its table names it, such as table4/r01/c1",
    got: what,
    fix:
      meant === undefined
        ? `amtl-run why ${what} ./my-table.ts, where it is a cell of a file of yours`
        : `amtl-run why ${meant}`,
  });
}

async function whyRun({
  what,
  experiments = [],
  profile,
  variant,
  seeds,
  results,
}: WhyRequest): Promise<RunExplanation> {
  const root = resultsRoot(results);
  const explained = new Map<string, RunExplanation>();
  const there = isIdPart(what) ? (await runIds(root)).filter((id) => id.startsWith(what)) : [];
  const identities = new Map(
    await Promise.all(
      there.map(async (id) => [id, await readIdentity(trainDir(root, id))] as const),
    ),
  );
  const planned: string[] = [];
  const ofRun = [...identities.values()].find((identity) => identity !== null)?.spec.variant;
  const scope = { profile, variant: variant ?? ofRun, seeds };
  for await (const { runs } of plansIn(experiments, scope)) {
    planned.push(...runs.map(({ trainId }) => trainId));
    for (const run of runs.filter(({ trainId }) => isIdPart(what) && trainId.startsWith(what))) {
      const { trainId, label, spec, dependencies } = run;
      const identity = { spec, dependencies };
      explained.set(trainId, await explainRun(root, { trainId, label, identity }, run));
    }
    for (const [trainId, identity] of identities) {
      if (identity === null || explained.has(trainId)) continue;
      const same = sameSpec(identity.spec, runs);
      if (same === undefined) continue;
      const label = labelOf(identity.spec);
      explained.set(trainId, await explainRun(root, { trainId, label, identity }, same));
    }
    if (explained.size > 0) break;
  }
  for (const [trainId, identity] of identities) {
    if (identity === null || explained.has(trainId)) continue;
    const label = labelOf(identity.spec);
    explained.set(trainId, await explainRun(root, { trainId, label, identity }, undefined));
  }
  const [found, ...others] = explained.values();
  if (explained.size === 0) throw unknownRun(what, [...planned, ...(await runIds(root))]);
  if (others.length > 0) {
    throw badInput(`Ambiguous run id "${what}"`, {
      expected: "more digits",
      got: [found, ...others].map(({ trainId }) => shortId(trainId)).join(", "),
      fix: `amtl-run why ${shortId(found.trainId)}, for example`,
    });
  }
  return found;
}

function unknownRun(what: string, known: readonly string[]): Error {
  const meant = nearest(what, known.map(shortId));
  return badInput(`Unknown run "${what}"`, {
    expected: "the id of a run that is there or planned (its first digits), or of a cell",
    got: what,
    fix: meant === undefined ? "amtl-run plan TABLE lists ids" : `amtl-run why ${meant}`,
  });
}
