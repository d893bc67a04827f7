import { mapLimited } from "../../base/map-limited.js";
import type { ProfileId } from "../../contract/train-spec.js";
import type { PlannedCell } from "../../experiment/plan/plan.js";
import type { RunFiles } from "../../provenance/run-files.js";
import { readTrainingTime, type TrainingTime } from "../../provenance/training-time.js";
import { NOT_TIMED } from "../../report/timed.js";
import type { Claim, ClaimOperand } from "../../report/claims/claim.js";
import type { Measured, Measures } from "../../report/claims/measured.js";
import { evalDir, trainDir } from "../../store/paths.js";
import { countsOf } from "../report/counts.js";
import { evaluatedCells } from "../report/evaluations.js";
import type { SelectedItem } from "../select/select.js";
import { documentScores, measuredBySeed, type SealedEval } from "./by-seed.js";

/** Files that are read at once. */
const AT_ONCE = 16;

/** What the results under `root` have for the operands of claims. @param files what reads those of the runs. */
export async function measuresOf(
  claims: readonly Claim[],
  items: readonly SelectedItem[],
  profile: ProfileId,
  root: string,
  files: RunFiles,
): Promise<Measures> {
  const cells = new Map<string, PlannedCell>();
  for (const cell of items.flatMap(({ whole }) => whole.cells)) cells.set(cell.id, cell);
  const operands = claims.flatMap((claim) => claim.operands);
  const used = [...new Set(operands.flatMap(({ cell }) => cells.get(cell ?? "") ?? []))];
  const results = await evaluationsOf(used, root, files);
  const times = await timesOf(used, root, files);
  const counts = await countedIn(used, countsOf(profile));
  const scores = documentScores();
  const found = new Map<string, Measured>();
  const byOperand = new WeakMap<ClaimOperand, Measured>();
  const measure = (operand: ClaimOperand): Measured => {
    const { cell: id, lacks } = operand;
    if (lacks !== undefined) return { kind: "never", why: lacks };
    const cell = cells.get(id ?? "");
    if (cell === undefined) throw new Error(`Expected a cell ${id ?? ""} that a claim names`);
    const { status } = cell;
    switch (status.kind) {
      case "no-data":
        return { kind: "never", why: status.lacks };
      case "no-stand-in":
        return { kind: "never", why: `an encoder in place of ${status.encoder}` };
      case "no-scores":
        return { kind: "never", why: "scores" };
      case "count":
        return counts.get(cell.id) ?? { kind: "missing", why: `the file of ${status.split}` };
      case "runs":
        return cell.axes.metric === "minutes"
          ? timed(cell, times)
          : measuredBySeed(operand, cell, results, scores);
    }
  };
  return (operand) => {
    // Asked for at every step of every comparison.
    const same = byOperand.get(operand);
    if (same !== undefined) return same;
    const key = JSON.stringify([operand.cell, operand.measure, operand.band, operand.lacks]);
    const known = found.get(key) ?? measure(operand);
    found.set(key, known);
    byOperand.set(operand, known);
    return known;
  };
}

async function evaluationsOf(
  cells: readonly PlannedCell[],
  root: string,
  files: RunFiles,
): Promise<ReadonlyMap<string, SealedEval>> {
  const all = evaluatedCells(cells).flatMap(({ ids }) => ids);
  const found = await mapLimited([...new Set(all)], AT_ONCE, async (evalId) => {
    const read = await files.evaluation(evalDir(root, evalId));
    return read.state === "value" ? [[evalId, read.value] as const] : [];
  });
  return new Map(found.flat());
}

type Times = ReadonlyMap<string, TrainingTime | null>;

async function timesOf(
  cells: readonly PlannedCell[],
  root: string,
  files: RunFiles,
): Promise<Times> {
  const timed = cells.filter(({ axes }) => axes.metric === "minutes");
  const ids = [...new Set(timed.flatMap(({ results }) => results.map(({ trainId }) => trainId)))];
  return new Map(
    await mapLimited(
      ids,
      AT_ONCE,
      async (id) => [id, await readTrainingTime(trainDir(root, id), files)] as const,
    ),
  );
}

/** Minutes by seed; times of different devices are not compared. */
function timed(cell: PlannedCell, times: Times): Measured {
  const devices = new Set(
    [...times.values()].flatMap((time) => (time?.kind === "alone" ? [time.device] : [])),
  );
  if (devices.size > 1)
    return { kind: "missing", why: `times of one device (${NOT_TIMED.devices})` };
  const values = new Map<number, number>();
  for (const { seed, trainId } of cell.results) {
    const time = times.get(trainId);
    if (time?.kind === "alone") values.set(seed, time.minutes);
  }
  return values.size === 0
    ? { kind: "missing", why: tableOf(cell) }
    : { kind: "seeds", values, documents: null };
}

const tableOf = ({ id }: PlannedCell): string => id.split("/")[0];

async function countedIn(
  cells: readonly PlannedCell[],
  count: ReturnType<typeof countsOf>,
): Promise<ReadonlyMap<string, Measured>> {
  const found = new Map<string, Measured>();
  for (const { id, status } of cells) {
    if (status.kind !== "count") continue;
    const counts = await count(status.split);
    if (counts !== null) found.set(id, { kind: "exact", value: counts[status.metric] });
  }
  return found;
}
