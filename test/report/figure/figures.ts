import { catalog } from "../../../src/methods/index.js";
import { loadExperiments } from "../../../src/app/select/experiments.js";
import { expand } from "../../../src/experiment/grid/grid.js";
import { planRuns } from "../../../src/experiment/plan/plan.js";
import { PROFILES } from "../../../src/methods/profiles/profiles.js";
import type { EvalResult } from "../../../src/contract/result.js";
import type { ProfileId } from "../../../src/contract/train-spec.js";
import { fillCells } from "../../../src/report/fill.js";
import { figureOf, type FigureData } from "../../../src/report/figure/data.js";
import { tableOf, type ReportTable } from "../../../src/report/table.js";
import { someResult } from "../results.js";

/** The F1 of a series at a place with a seed; null while the run is not done. */
export type Known = (series: string, place: string, seed: number) => number | null;

/** A figure of the paper, filled with made-up results. */
export async function someView(
  name: string,
  profile: ProfileId,
  seeds: readonly number[],
  known: Known,
): Promise<ReportTable> {
  const [{ experiment, paper }] = await loadExperiments(name);
  const { id, title, x } = experiment;
  const plan = planRuns(expand(experiment, PROFILES[profile], seeds, {}, catalog), () => ({}));
  const results = new Map<string, EvalResult>();
  for (const { row, column, results: runs } of plan.cells) {
    for (const { seed, evalId } of runs) {
      const f1 = known(row, column, seed);
      if (evalId !== null && f1 !== null) results.set(evalId, someResult(evalId, f1));
    }
  }
  const cells = await fillCells(id, profile, plan.cells, paper, {
    evaluation: (evalId) => Promise.resolve(results.get(evalId) ?? null),
    time: () => Promise.resolve(null),
    count: () => Promise.resolve(null),
  });
  return tableOf({ id, title, x, profile, settings: [], seeds }, cells);
}

export const someFigure = async (...given: Parameters<typeof someView>): Promise<FigureData> =>
  figureOf(await someView(...given))!;

/** Every point known: ATL falls from 77, AMTL from 78, the others between; seeds differ by 0.4. */
export const ALL: Known = (series, place, seed) =>
  ({ AMTL: 78, ATL: 77, HingeABL: 77.6, AFL: 77.2 })[series]! -
  Number(place) / 50 +
  (seed % 2) * 0.4;

/** AMTL lacks two points and one seed of another, AFL has only one point, HingeABL nothing. */
export const GAPS: Known = (series, place, seed) => {
  if (series === "HingeABL" || (series === "AFL" && place !== "60")) return null;
  if (series === "AMTL" && (["40", "80"].includes(place) || (place === "96" && seed === 5)))
    return null;
  return ALL(series, place, seed);
};
