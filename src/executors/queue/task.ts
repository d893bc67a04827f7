import type { OwnDataset } from "../../contract/corpus/dataset.js";
import type { EncoderSpec } from "../../contract/corpus/encoder.js";
import type { EngineId } from "../../contract/compute/engine.js";
import type { RunTask } from "../../contract/executor.js";
import type { Job } from "../../contract/job.js";
import { programDependency } from "../../experiment/dsl/program.js";
import type { PlannedRun } from "../../experiment/plan/plan.js";
import { trainDir } from "../../store/paths.js";

/** What runs may need that is not the project's, and what the user typed. */
export interface TaskAdditions {
  /** Files of losses, by id. */
  readonly lossFiles?: Readonly<Record<string, string>>;
  /** Files of backbones, by id. */
  readonly backboneFiles?: ReadonlyMap<string, string>;
  /** How the user's programs are started, by the dependency that they are. */
  /** Folders of exported models that runs start from, by what they are known by. */
  readonly initFolders?: ReadonlyMap<string, string>;
  readonly programs?: ReadonlyMap<string, NonNullable<Job["worker"]>>;
  readonly datasets?: ReadonlyMap<string, OwnDataset>;
  readonly encoders?: ReadonlyMap<string, Pick<EncoderSpec, "origin">>;
  readonly command?: Job["command"];
  /** As of a job; programs of the user's are not told. */
  readonly recompute?: boolean;
  /** Whether another run rests on it, which may need its weights. */
  readonly isRestedOn?: boolean;
}

/** The user's data sets that a run or one of its evaluations reads. */
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
  profile: Pick<Job, "threads" | "keep">,
  engine: EngineId,
  {
    lossFiles = {},
    backboneFiles = new Map(),
    initFolders = new Map(),
    programs = new Map(),
    datasets = new Map(),
    encoders = new Map(),
    command,
    recompute = false,
    isRestedOn = false,
  }: TaskAdditions = {},
): RunTask {
  const read = ownDatasetsOf(run, datasets);
  const encoder = encoders.get(run.spec.encoder)?.origin;
  // Its own loss, and those that it holds in its segments.
  const needed = Object.keys(lossFiles).filter((id) =>
    Object.hasOwn(run.dependencies, `version:loss/${id}`),
  );
  const { worker } = run.spec;
  const backboneFile = worker === undefined ? backboneFiles.get(run.spec.backbone) : undefined;
  const initFolder = run.spec.init === undefined ? undefined : initFolders.get(run.spec.init);
  const job: Job = {
    schema: 1,
    root,
    trainId: run.trainId,
    train: run.spec,
    dependencies: run.dependencies,
    evals: run.evals,
    engine,
    threads: profile.threads,
    keep: isRestedOn ? "weights" : profile.keep,
    ...(recompute && worker === undefined && { recompute }),
    ...(command !== undefined && { command }),
    ...(run.restsOn !== undefined && { restsOn: foldersOf(root, run.restsOn) }),
    ...(initFolder !== undefined && { initFolder }),
    ...(needed.length > 0 && {
      lossFiles: Object.fromEntries(needed.map((id) => [id, lossFiles[id]])),
    }),
    ...(backboneFile !== undefined && { backboneFile }),
    ...(read.length > 0 && { datasets: read }),
    ...(encoder !== undefined && { encoder }),
    ...(worker !== undefined && { worker: programs.get(programDependency(worker))! }),
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
