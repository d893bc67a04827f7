import {
  evalDependencies,
  evalIdOf,
  shortId,
  trainDependencies,
  trainIdOf,
} from "./fingerprint.js";
import type { GridCell, SeedRun } from "./grid.js";
import { labelOf } from "./run-label.js";
import type { Dependencies, EvalSpec, TrainSpec } from "./types.js";

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
  readonly evals: readonly PlannedEval[];
  /** Ids of the cells that it serves. */
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

/** The unique runs behind some cells, in the order in which the cells first need them. Pure. */
export function planRuns(cells: readonly GridCell[], resolve: Resolve): Plan {
  const runs = new Map<string, MutableRun>();
  const planned = cells.map((cell): PlannedCell => {
    const seeds = cell.status.kind === "runs" ? cell.status.runs : [];
    return { ...cell, results: seeds.map((seedRun) => place(seedRun, cell.id, runs, resolve)) };
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

/** Training configurations behind some runs: what is left of them when the seed is taken away. */
export function countConfigurations(runs: readonly PlannedRun[]): number {
  return new Set(
    runs.map(({ spec, dependencies }) => trainIdOf({ ...spec, seed: 0 }, dependencies).trainId),
  ).size;
}

interface MutableRun extends Omit<PlannedRun, "evals" | "cells"> {
  readonly evals: Map<string, PlannedEval>;
  readonly cells: Set<string>;
}

function place(
  { seed, train, evaluation }: SeedRun,
  cell: string,
  runs: Map<string, MutableRun>,
  resolve: Resolve,
): PlannedCell["results"][number] {
  const dependencies = resolve(trainDependencies(train));
  const { trainId } = trainIdOf(train, dependencies);
  const run = runs.get(trainId) ?? {
    trainId,
    label: labelOf(train),
    spec: train,
    dependencies,
    evals: new Map<string, PlannedEval>(),
    cells: new Set<string>(),
  };
  runs.set(trainId, run);
  run.cells.add(cell);
  if (evaluation === null) return { seed, trainId, evalId: null };
  const spec: EvalSpec = { ...evaluation, trainId };
  const needs = resolve(evalDependencies(spec));
  const { evalId } = evalIdOf(spec, needs);
  run.evals.set(evalId, { evalId, spec, dependencies: needs });
  return { seed, trainId, evalId };
}

/** Twelve-digit ids of the runs behind a cell, in seed order: the `runs` column of a CSV. */
export const runsOf = (cell: PlannedCell): readonly string[] =>
  cell.results.map(({ trainId }) => shortId(trainId));
