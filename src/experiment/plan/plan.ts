import { evalDependencies, evalIdOf, trainDependencies, trainIdOf } from "./fingerprint.js";
import { shortId } from "../../base/text/short-id.js";
import type { GridCell, SeedRun } from "../grid/grid.js";
import type { RestsOn } from "../../contract/backbone.js";
import { restsOn as ownRestsOn } from "../../methods/rests-on.js";
import { labelOf } from "./run-label.js";
import type { EvalSpec } from "../../contract/eval-spec.js";
import type { Dependencies, TrainSpec } from "../../contract/train-spec.js";

export interface PlannedEval {
  readonly evalId: string;
  readonly spec: EvalSpec;
  readonly dependencies: Dependencies;
}

/** One training, whatever number of cells needs it, with the evaluations that they need. */
export interface PlannedRun {
  readonly trainId: string;
  /** For people: "atlop amtl-n4-l3.5 minilm-l6 redocred seed 66". */
  readonly label: string;
  readonly spec: TrainSpec;
  readonly dependencies: Dependencies;
  /** The runs that must be done before, by their role in it ("teacher"); absent: none. */
  readonly restsOn?: Readonly<Record<string, string>>;
  readonly evals: readonly PlannedEval[];
  /** Ids of the cells that it serves; none where it is only what another run rests on. */
  readonly cells: readonly string[];
}

/** Where the numbers of a cell are, seed by seed; empty where the profile has no data for it. */
export interface PlannedCell extends GridCell {
  readonly results: readonly {
    readonly seed: number;
    readonly trainId: string;
    /** null where the training itself is asked about. */
    readonly evalId: string | null;
  }[];
}

export interface Plan {
  readonly runs: readonly PlannedRun[];
  readonly cells: readonly PlannedCell[];
}

/** Values of named dependencies (see trainDependencies); what cannot be had is "absent". */
export type Resolve = (names: readonly string[]) => Dependencies;

/**
 * The unique runs behind some cells, in the order in which the cells first need them; the runs that one rests on come
 * before it. Pure.
 *
 * @param restsOn the specs that a spec rests on.
 */
export function planRuns(
  cells: readonly GridCell[],
  resolve: Resolve,
  restsOn: RestsOn = ownRestsOn,
): Plan {
  const runs = new Map<string, MutableRun>();
  const hash = memory(resolve, restsOn);
  const planned = cells.map((cell): PlannedCell => {
    const seeds = cell.status.kind === "runs" ? cell.status.runs : [];
    return { ...cell, results: seeds.map((seedRun) => place(seedRun, cell.id, runs, hash)) };
  });
  return {
    runs: [...runs.values()].map((run) => ({
      ...run,
      evals: [...run.evals.values()],
      cells: [...run.cells],
    })),
    cells: planned,
  };
}

/** Runs are counted for each experiment and for all of them, by the same specs. */
const configurations = new WeakMap<TrainSpec, string>();

function configurationOf(spec: TrainSpec): string {
  // Dependencies follow from the spec, and the grid writes the fields of all specs in one order.
  const known = configurations.get(spec) ?? JSON.stringify({ ...spec, seed: 0 });
  configurations.set(spec, known);
  return known;
}

/** Training configurations behind some runs: what is left of them when the seed is taken away. */
export const countConfigurations = (runs: readonly Pick<PlannedRun, "spec">[]): number =>
  new Set(runs.map(({ spec }) => configurationOf(spec))).size;

interface MutableRun extends Omit<PlannedRun, "evals" | "cells"> {
  readonly evals: Map<string, PlannedEval>;
  readonly cells: Set<string>;
}

/** Ids with what they rest on; each is computed once, though several cells ask for it. */
function memory(resolve: Resolve, restsOn: RestsOn) {
  const trains = new Map<string, Hashed>();
  const evals = new Map<string, PlannedEval>();
  const resolved = new Map<string, Dependencies>();
  /** Most runs rest on the same. */
  const dependenciesOf = (names: readonly string[]): Dependencies => {
    const key = names.join(" ");
    const found = resolved.get(key) ?? resolve(names);
    resolved.set(key, found);
    return found;
  };
  const train = (spec: TrainSpec): Hashed => {
    const key = JSON.stringify(spec);
    const known = trains.get(key);
    if (known !== undefined) return known;
    const others = Object.entries(restsOn(spec)).map(
      ([role, other]) => [role, train(other)] as const,
    );
    const dependencies = {
      ...dependenciesOf(trainDependencies(spec)),
      ...Object.fromEntries(others.map(([role, { trainId }]) => [`run:${role}`, trainId])),
    };
    const { trainId } = trainIdOf(spec, dependencies);
    const found = { trainId, spec, dependencies, restsOn: others };
    trains.set(key, found);
    return found;
  };
  return {
    train,
    evaluation: (spec: EvalSpec): PlannedEval => {
      const key = JSON.stringify(spec);
      const known = evals.get(key);
      if (known !== undefined) return known;
      const dependencies = dependenciesOf(evalDependencies(spec));
      const found = { evalId: evalIdOf(spec, dependencies).evalId, spec, dependencies };
      evals.set(key, found);
      return found;
    },
  };
}

/** A training with its identity. */
interface Hashed {
  readonly trainId: string;
  readonly spec: TrainSpec;
  readonly dependencies: Dependencies;
  readonly restsOn: readonly (readonly [role: string, run: Hashed])[];
}

/** The run of the plan, after all that it rests on. */
function runOf(
  { trainId, spec, dependencies, restsOn }: Hashed,
  runs: Map<string, MutableRun>,
): MutableRun {
  const known = runs.get(trainId);
  if (known !== undefined) return known;
  for (const [, other] of restsOn) runOf(other, runs);
  const edges = Object.fromEntries(restsOn.map(([role, other]) => [role, other.trainId]));
  const run = {
    trainId,
    label: labelOf(spec),
    spec,
    dependencies,
    ...(restsOn.length > 0 && { restsOn: edges }),
    evals: new Map<string, PlannedEval>(),
    cells: new Set<string>(),
  };
  runs.set(trainId, run);
  return run;
}

function place(
  { seed, train, evaluation }: SeedRun,
  cell: string,
  runs: Map<string, MutableRun>,
  hash: ReturnType<typeof memory>,
): PlannedCell["results"][number] {
  const run = runOf(hash.train(train), runs);
  const { trainId } = run;
  run.cells.add(cell);
  if (evaluation === null) return { seed, trainId, evalId: null };
  const planned = hash.evaluation({ ...evaluation, trainId });
  run.evals.set(planned.evalId, planned);
  return { seed, trainId, evalId: planned.evalId };
}

/** Twelve-digit ids of the runs behind a cell, in seed order: the `runs` column of a CSV. */
export const runsOf = (cell: PlannedCell): readonly string[] =>
  cell.results.map(({ trainId }) => shortId(trainId));
