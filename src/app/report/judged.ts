import { badInput } from "../../base/errors.js";
import type { ProfileId } from "../../contract/train-spec.js";
import { newPredictor } from "../../experiment/cost/predict.js";
import type { PlannedRun } from "../../experiment/plan/plan.js";
import type { RunFiles } from "../../provenance/run-files.js";
import { timesFor } from "./times.js";
import { numberOf, type ReportCell } from "../../report/cell.js";
import { looksFor } from "../../report/verdicts/looks.js";
import { VERDICT_SETTINGS, type VerdictSettings } from "../../report/verdicts/settings.js";
import type { JudgeContext } from "../../report/verdicts/judge.js";
import type { SelectedItem } from "../select/select.js";

/** Gives a table's cells their verdicts. */
export type Judge = (
  item: SelectedItem,
  cells: readonly ReportCell[],
  profile: ProfileId,
  until?: number,
) => Promise<readonly ReportCell[]>;

/**
 * Verdicts against the paper, at its own scale and where there is a number of ours; other cells stay as they are. What
 * they need beside the cells (the audit, the times of earlier runs) is read once, when first asked for.
 *
 * Given `until`, the seeds that a cell may have, verdicts hold though seeds were added until there was one.
 *
 * @param root folder of runs.
 * @throws AmtlError (2) for a margin that is no positive number.
 */
export function newJudge(
  root: string,
  files: RunFiles,
  margin: number = VERDICT_SETTINGS.margin,
): Judge {
  if (!(margin > 0 && Number.isFinite(margin))) {
    throw badInput("Invalid margin", {
      where: "--margin",
      expected: "a number above 0, in F1: differences up to it count as none",
      got: String(margin),
    });
  }
  const settings = { ...VERDICT_SETTINGS, margin };
  let known: ReturnType<typeof evidence> | undefined;
  return async (item, cells, profile, until) => {
    if (profile !== "paper" || cells.every(({ ours }) => numberOf(ours) === null)) return cells;
    const { suspicions, predict, judgeCells } = await (known ??= evidence(root, files));
    return judgeCells(cells, {
      settings: settingsFor(settings, cells, until),
      suspicions,
      hoursPerSeed: hoursOf(item, predict),
    });
  };
}

/**
 * Whoever looks at a growing number of seeds may stop at a lucky moment: each test then has the level of one of several
 * looks, of which none is wrong more often than a single one at alpha.
 */
function settingsFor(
  settings: VerdictSettings,
  cells: readonly ReportCell[],
  until: number | undefined,
): VerdictSettings {
  if (until === undefined) return settings;
  const tested = cells.filter(({ paper }) => paper !== null && paper.value !== null).length;
  const levels = looksFor(until, tested, settings).map((look) => look.levels);
  const alpha = Math.min(
    ...levels.flatMap(({ equivalent, different }) => [equivalent, different * tested]),
  );
  return { ...settings, alpha };
}

/** Only the paper's own scale pays for it. */
async function evidence(root: string, files: RunFiles) {
  const [{ audit }, { suspicionsOf }, { judgeCells }, times] = await Promise.all([
    import("../audit/audit.js"),
    import("../../report/verdicts/suspicion.js"),
    import("../../report/verdicts/judge.js"),
    timesFor(root, files),
  ]);
  const { items } = await audit({});
  return { suspicions: suspicionsOf(items), predict: newPredictor(times), judgeCells };
}

const HOUR = 3600;

/** What one more seed of a cell takes, the runs that it rests on included, by the estimates of `plan --cost`. */
export function hoursOf(
  { whole: { runs, cells } }: SelectedItem,
  predict: ReturnType<typeof newPredictor>,
): JudgeContext["hoursPerSeed"] {
  const byId = new Map(runs.map((run) => [run.trainId, run]));
  const secondsOf = ({ spec, restsOn = {} }: PlannedRun): number =>
    Object.values(restsOn).reduce((sum, id) => {
      const other = byId.get(id);
      return other === undefined ? sum : sum + secondsOf(other);
    }, predict(spec).seconds);
  const places = new Map(cells.map((cell) => [cell.id, cell]));
  return (id) => {
    const first = places.get(id)?.results.at(0);
    const run = first === undefined ? undefined : byId.get(first.trainId);
    return run === undefined ? null : secondsOf(run) / HOUR;
  };
}
