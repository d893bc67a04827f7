import type { ProfileId, VariantId } from "../../contract/train-spec.js";
import { resultsRoot } from "../../store/paths.js";
import { usableCores } from "../../executors/machine/cores.js";
import { newPredictor, type Basis, type Cost } from "../../experiment/cost/predict.js";
import { AmtlError } from "../../base/errors.js";
import { isGpuEngine } from "../../engine/registry.js";
import { plannedEngine } from "../../engine/start.js";
import { assumedCost, ON_CORES } from "../../experiment/cost/assumptions.js";
import { wallSeconds } from "../../experiment/cost/wall.js";
import type { Deciding } from "../../report/verdicts/deciding.js";
import { decidingFor } from "./deciding.js";
import type { PlannedRun } from "../../experiment/plan/plan.js";
import {
  damagedRuns,
  isUnscored,
  isUntrained,
  plannedStates,
  type DamagedRun,
  type PlannedState,
} from "../../state/planned.js";
import { readTimes } from "../../provenance/timed.js";
import { checkedJobs } from "../execution/jobs.js";
import type { SelectionRequest } from "../select/request.js";
import { select, type SelectedItem, type Selection } from "../select/select.js";
import { runsOf } from "./plan.js";

/** Hours of training, of some runs. */
export interface Hours {
  readonly runs: number;
  readonly hours: number;
}

export interface RowCost {
  readonly row: string;
  /** All its runs, as if nothing were done. */
  readonly alone: Hours;
  /** Those that are still to be trained. */
  readonly left: Hours;
}

export interface ItemCost {
  readonly id: string;
  readonly alone: Hours;
  /** Runs that are not done, and that no earlier item of the plan needs. */
  readonly adds: Hours;
  readonly rows: readonly RowCost[];
}

export interface PlanCost {
  readonly profile: ProfileId;
  readonly variant: VariantId | null;
  readonly items: readonly ItemCost[];
  /** What is still to be trained. */
  readonly left: Hours & { readonly basis: Readonly<Record<Basis, number>> };
  /** Trained models that only have to be scored: seconds to minutes each, and not reckoned. */
  readonly evaluations: number;
  readonly wall: { readonly slots: number; readonly hours: number };
  /** Runs that are done, with what was assumed of them before anything was timed, and what they took. */
  readonly past: { readonly runs: number; readonly assumedHours: number; readonly hours: number };
  readonly device: string;
  /** Where a GPU was assumed and the engine at hand has none: how many times as long, and so many hours; else null. */
  readonly here: { readonly engine: string; readonly times: number; readonly hours: number } | null;
  /** What further seeds decide of the cells that have numbers; null where none is judged, as at other scales. */
  readonly deciding: Deciding | null;
  /** Runs that have files which cannot be used. */
  readonly damaged: readonly DamagedRun[];
}

const HOUR = 3600;

/**
 * What the runs of experiments cost: from the times of the results folder where there are some, else from assumptions.
 * @param jobs runs at a time, a whole number from 1 on; left out: as many as the cores carry.
 * @throws AmtlError as `plan`.
 */
export async function planCost(request: SelectionRequest, jobs?: number): Promise<PlanCost> {
  const selection = await select(request);
  const root = resultsRoot(request.results);
  const states = await plannedStates(root, runsOf(selection));
  const { threads } = selection.profile;
  const slots = checkedJobs(jobs) ?? Math.max(1, Math.floor((await usableCores()) / threads));
  const cost = await costOf(root, selection, states, slots);
  return { ...cost, deciding: await decidingFor(selection, request) };
}

async function costOf(
  root: string,
  selection: Selection,
  states: readonly PlannedState[],
  slots: number,
): Promise<Omit<PlanCost, "deciding">> {
  const { items, profile, variant } = selection;
  const times = await readTimes(root);
  const predict = newPredictor(times);
  const costs = new Map<string, Cost>();
  const costOfRun = ({ trainId, spec }: PlannedRun): Cost => {
    const known = costs.get(trainId) ?? predict(spec);
    costs.set(trainId, known);
    return known;
  };
  const sum = (runs: readonly PlannedRun[]): Hours => ({
    runs: runs.length,
    hours: runs.reduce((total, run) => total + costOfRun(run).seconds, 0) / HOUR,
  });
  const open = states.flatMap(({ run, state }) => (isUntrained(state) ? [run] : []));
  const openIds = new Set(open.map(({ trainId }) => trainId));
  const isOpen = ({ trainId }: PlannedRun): boolean => openIds.has(trainId);

  const seen = new Set<string>();
  const itemCosts = items.map((item): ItemCost => {
    const { runs } = item.selected;
    const fresh = runs.filter((run) => isOpen(run) && !seen.has(run.trainId));
    for (const { trainId } of runs) seen.add(trainId);
    const rows = rowsOf(item).map(([row, its]) => ({
      row,
      alone: sum(its),
      left: sum(its.filter(isOpen)),
    }));
    return { id: item.experiment.id, alone: sum(runs), adds: sum(fresh), rows };
  });

  const basis = { measured: 0, scaled: 0, assumed: 0 };
  for (const run of open) basis[costOfRun(run).basis]++;
  const secondsById = new Map(times.map(({ trainId, seconds }) => [trainId, seconds]));
  const past = states.flatMap(({ run }) => {
    const seconds = openIds.has(run.trainId) ? undefined : secondsById.get(run.trainId);
    return seconds === undefined ? [] : [{ seconds, assumed: assumedCost(run.spec).seconds }];
  });
  const [first] = states;
  return {
    profile: profile.id,
    variant,
    items: itemCosts,
    left: { ...sum(open), basis },
    evaluations: states.filter(({ state }) => isUnscored(state)).length,
    wall: {
      slots,
      hours:
        wallSeconds(
          open.map((run) => costOfRun(run).seconds),
          slots,
        ) / HOUR,
    },
    past: {
      runs: past.length,
      assumedHours: past.reduce((total, { assumed }) => total + assumed, 0) / HOUR,
      hours: past.reduce((total, { seconds }) => total + seconds, 0) / HOUR,
    },
    damaged: damagedRuns(states),
    here: await hereOf(
      profile.id,
      open
        .filter((run) => costOfRun(run).basis === "assumed")
        .reduce((total, run) => total + costOfRun(run).seconds, 0),
    ),
    device: states.length === 0 ? profile.id : assumedCost(first.run.spec).device,
  };
}

/** @param seconds that were assumed for a GPU. */
async function hereOf(profile: ProfileId, seconds: number): Promise<PlanCost["here"]> {
  if (profile !== "paper" || seconds === 0) return null;
  const engine = await plannedEngine().catch((error: unknown) => {
    if (error instanceof AmtlError) return null;
    throw error;
  });
  if (engine === null || isGpuEngine(engine.id)) return null;
  return { engine: engine.id, times: ON_CORES, hours: (ON_CORES * seconds) / HOUR };
}

/** The runs of each row, each once, in the order of the rows. */
function rowsOf({ selected }: SelectedItem): readonly (readonly [string, readonly PlannedRun[]])[] {
  const byId = new Map(selected.runs.map((run) => [run.trainId, run]));
  const rows = new Map<string, Set<string>>();
  for (const { row, results } of selected.cells) {
    const ids = rows.get(row) ?? new Set();
    for (const { trainId } of results) ids.add(trainId);
    rows.set(row, ids);
  }
  return [...rows].map(([row, ids]) => [row, [...ids].map((id) => byId.get(id)!)]);
}
