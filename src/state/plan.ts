import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { OwnDataset } from "../contract/dataset.js";
import type { EncoderSpec } from "../contract/encoder.js";
import type { EngineId } from "../contract/compute/engine.js";
import type { PlannedRun } from "../experiment/plan/plan.js";
import { lossesOf } from "../experiment/plan/segment-losses.js";
import { workerDependency } from "../experiment/dsl/worker.js";
import type { Profile } from "../methods/profiles/profiles.js";
import { listAttempts } from "../store/attempts.js";
import { evalDir, trainDir } from "../store/paths.js";
import { inspectResult } from "../store/read-result.js";
import type { Job } from "../contract/job.js";
import type { RunTask } from "../contract/executor.js";

/** What is left to do of a run. A result that cannot be used counts as none. */
export type RunState =
  | { readonly state: "done" }
  /** The model is trained; so many of its evaluations are to be made. */
  | { readonly state: "evaluate"; readonly missing: number }
  /** begun: an earlier attempt exists, whose checkpoint may be taken up. */
  | { readonly state: "train"; readonly begun: boolean };

export interface RunStatus {
  readonly run: PlannedRun;
  readonly status: RunState;
}

/** Folders below root/train and root/eval: one listing each instead of a look at every run. */
async function existing(root: string, kind: "train" | "eval"): Promise<ReadonlySet<string>> {
  return new Set(await readdir(join(root, kind)).catch(() => []));
}

/**
 * What is left to do of each run, in the order given.
 * @param root folder that holds train/ and eval/; it need not exist yet.
 */
export async function statusOf(root: string, runs: readonly PlannedRun[]): Promise<RunStatus[]> {
  const [trained, evaluated] = await Promise.all([existing(root, "train"), existing(root, "eval")]);
  const hasResult = async (known: ReadonlySet<string>, id: string, dir: string): Promise<boolean> =>
    known.has(id) && (await inspectResult(dir)).state === "present";
  return await Promise.all(
    runs.map(async (run): Promise<RunStatus> => {
      if (!trained.has(run.trainId)) return { run, status: { state: "train", begun: false } };
      const dir = trainDir(root, run.trainId);
      if (!(await hasResult(trained, run.trainId, dir))) {
        const begun = (await listAttempts(dir)).length > 0;
        return { run, status: { state: "train", begun } };
      }
      const there = await Promise.all(
        run.evals.map(({ evalId }) => hasResult(evaluated, evalId, evalDir(root, evalId))),
      );
      const missing = there.filter((has) => !has).length;
      return { run, status: missing === 0 ? { state: "done" } : { state: "evaluate", missing } };
    }),
  );
}

/** The runs of several plans, each once, with all their evaluations and cells, in the order of first need. */
export function mergeRuns(runs: readonly PlannedRun[]): PlannedRun[] {
  const merged = new Map<string, PlannedRun>();
  for (const run of runs) {
    const known = merged.get(run.trainId);
    const evals = [...(known?.evals ?? []), ...run.evals];
    merged.set(run.trainId, {
      ...run,
      evals: [...new Map(evals.map((each) => [each.evalId, each])).values()],
      cells: [...new Set([...(known?.cells ?? []), ...run.cells])],
    });
  }
  return [...merged.values()];
}

/** What runs may need that is not the project's, and what the user typed. */
export interface TaskAdditions {
  /** Files of losses, by id. */
  readonly lossFiles?: Readonly<Record<string, string>>;
  /** How programs of the user's are started, by the dependency that they are. */
  readonly workers?: ReadonlyMap<string, NonNullable<Job["worker"]>>;
  readonly datasets?: ReadonlyMap<string, OwnDataset>;
  readonly encoders?: ReadonlyMap<string, Pick<EncoderSpec, "origin">>;
  readonly command?: Job["command"];
}

/** Data sets of the user's that a run or one of its evaluations reads. */
function ownDatasetsOf(
  { spec, evals }: PlannedRun,
  datasets: ReadonlyMap<string, OwnDataset>,
): readonly OwnDataset[] {
  const splits = [
    spec.trainSet,
    spec.devSet,
    ...evals.flatMap((each) => [each.spec.evalSet, each.spec.facts]),
  ];
  const ids = new Set(splits.map((split) => split.split("/")[0]));
  return [...datasets.values()].filter(({ id }) => ids.has(id));
}

/**
 * What an executor is given for a run.
 * @param additions what the run may need that is not the project's.
 */
export function taskOf(
  run: PlannedRun,
  root: string,
  profile: Profile,
  engine: EngineId,
  {
    lossFiles = {},
    workers = new Map(),
    datasets = new Map(),
    encoders = new Map(),
    command,
  }: TaskAdditions = {},
): RunTask {
  const read = ownDatasetsOf(run, datasets);
  const encoder = encoders.get(run.spec.encoder)?.origin;
  const needed = lossesOf(run.spec.loss).filter((id) => Object.hasOwn(lossFiles, id));
  const { worker } = run.spec;
  const job: Job = {
    schema: 1,
    root,
    trainId: run.trainId,
    train: run.spec,
    dependencies: run.dependencies,
    evals: run.evals,
    engine,
    threads: profile.threads,
    keep: profile.keep,
    ...(command !== undefined && { command }),
    ...(run.restsOn !== undefined && { restsOn: foldersOf(root, run.restsOn) }),
    ...(needed.length > 0 && {
      lossFiles: Object.fromEntries(needed.map((id) => [id, lossFiles[id]])),
    }),
    ...(read.length > 0 && { datasets: read }),
    ...(encoder !== undefined && { encoder }),
    ...(worker !== undefined && { worker: workers.get(workerDependency(worker))! }),
  };
  const { label, restsOn } = run;
  return { job, label, ...(restsOn !== undefined && { restsOn: Object.values(restsOn) }) };
}

/** Where the runs are that one rests on, by role. */
const foldersOf = (
  root: string,
  runs: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(runs).map(([role, trainId]) => [role, trainDir(root, trainId)]),
  );
