import { join } from "node:path";
import { badInput } from "../../base/errors.js";
import type { VariantId } from "../../contract/train-spec.js";
import { nearest } from "../../base/text/nearest.js";
import { shortId } from "../../base/text/short-id.js";
import { labelOf } from "../../experiment/plan/run-label.js";
import { FILES, resultsRoot, trainDir } from "../../store/paths.js";
import { readIdentity, specFlaw } from "../../provenance/identity.js";
import { isExperiment } from "../select/names.js";
import { isIdPart, runIds } from "../lookup/runs.js";
import { explainCell, type JudgedExplanation } from "./cell.js";
import { withVerdict } from "./judged.js";
import { explainRun, type RunExplanation } from "./run.js";
import { plansIn, sameSpec } from "./search.js";

export interface WhyRequest {
  /** Id of a run, or its first digits; of a cell, such as table4/r01/c1; or an experiment, whose cells are asked for. */
  readonly what: string;
  /**
   * Where to look for it: names of experiments, or files. Default: all of the project's. After an experiment: labels of
   * a row and a column as the table prints them.
   */
  readonly experiments?: readonly string[] | undefined;
  /** Where to look for it. Default: all profiles; for a cell, smoke. */
  readonly profile?: string | undefined;
  /** Default: that of the run where it is there, else none. */
  readonly variant?: VariantId | undefined;
  /** Default: all of the paper's. */
  readonly seeds?: readonly number[] | undefined;
  /** Differences from the paper up to this count as none, in F1. Default: 0.5. */
  readonly margin?: number | undefined;
  /** Folder of runs and tables. Default: AMTL_RESULTS, else results/runs of this project. */
  readonly results?: string | undefined;
}

/** A cell by its id and its place in the table. */
export interface CellName {
  readonly cell: string;
  readonly row: string;
  readonly column: string;
}

export type Why =
  | (JudgedExplanation & { readonly kind: "cell" })
  | (RunExplanation & { readonly kind: "run" })
  | { readonly kind: "cells"; readonly cells: readonly CellName[] };

/**
 * What a run is and why it will run again, or which runs are behind a cell.
 * @throws AmtlError (2) for what is unknown, with the nearest that is known, or the beginning of several ids.
 */
export async function why(request: WhyRequest): Promise<Why> {
  if (isExperiment(request.what)) return await whyNamed(request);
  return request.what.includes("/")
    ? { kind: "cell", ...(await whyCell(request)) }
    : { kind: "run", ...(await whyRun(request)) };
}

/** The cell of an experiment with these labels; several of them where the labels leave several. */
async function whyNamed(request: WhyRequest): Promise<Why> {
  const { what, experiments: labels = [], profile = "smoke", variant, seeds, results } = request;
  for await (const plan of plansIn([what], { profile, variant, seeds })) {
    const isMeant = ({ row, column }: CellName, label: string): boolean =>
      [row, column].some((each) => each.toLowerCase() === label.toLowerCase());
    const all = plan.cells.map((cell) => ({ ...cell, cell: cell.id }));
    for (const label of labels) {
      if (all.some((cell) => isMeant(cell, label))) continue;
      const known = [...new Set(all.flatMap(({ row, column }) => [row, column]))];
      const meant = nearest(label, known);
      throw badInput(`Unknown row or column "${label}"`, {
        where: what,
        expected: known.join(", "),
        got: label,
        ...(meant !== undefined && { fix: `amtl-run why ${what} ${JSON.stringify(meant)}` }),
      });
    }
    const cells = all.filter((cell) => labels.every((label) => isMeant(cell, label)));
    if (cells.length !== 1)
      return {
        kind: "cells",
        cells: cells.map(({ cell, row, column }) => ({ cell, row, column })),
      };
    const found = await explainCell(resultsRoot(results), plan, cells[0]);
    return { kind: "cell", ...(await withVerdict(found, [what], request)) };
  }
  throw new Error("Expected a plan of the experiment, got none");
}

async function whyCell(request: WhyRequest): Promise<JudgedExplanation> {
  const { what, experiments = [], profile = "smoke", variant, seeds, results } = request;
  const table = what.split("/")[0];
  const known: string[] = [];
  for await (const plan of plansIn(experiments, { profile, variant, seeds })) {
    const cell = plan.cells.find(({ id }) => id === what);
    if (cell !== undefined) {
      const found = await explainCell(resultsRoot(results), plan, cell);
      return await withVerdict(found, isExperiment(table) ? [table] : experiments, request);
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
        ? isExperiment(table)
          ? `amtl-run why ${table} lists its cells`
          : `amtl-run why ${what} ./my-table.ts, where it is a cell of a file of yours`
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
  if (explained.size === 0) await refuseDamaged(root, [...identities.keys()]);
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

/** @throws AmtlError (2) for a run that is there, and cannot say any more what it is. */
async function refuseDamaged(root: string, ids: readonly string[]): Promise<void> {
  for (const trainId of ids) {
    const dir = trainDir(root, trainId);
    const flaw = await specFlaw(dir);
    if (flaw === null) continue;
    throw badInput(`Run ${shortId(trainId)} does not say what it is`, {
      where: join(dir, FILES.spec),
      expected: "the specification that its folder is named by",
      got: flaw,
      fix: "run the same table again: the file is written anew",
    });
  }
}

function unknownRun(what: string, known: readonly string[]): Error {
  const meant = nearest(what, known.map(shortId));
  return badInput(`Unknown run "${what}"`, {
    expected: "the id of a run that is there or planned (its first digits), or of a cell",
    got: what,
    fix: meant === undefined ? "amtl-run plan TABLE lists ids" : `amtl-run why ${meant}`,
  });
}
