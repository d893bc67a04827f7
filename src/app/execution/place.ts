import { plannedEngine } from "../../engine/start.js";
import { badInput } from "../../base/errors.js";
import type {
  Control,
  Executor,
  OptionValues,
  Place,
  PlaceRequest,
  PlannedEngine,
  RunTask,
} from "../../contract/executor.js";
import type { RunEvent } from "../../contract/event.js";
import { readConfig } from "../../corpus/files/config.js";
import { GPU_ENGINE, isGpuEngine, type EngineWish } from "../../engine/registry.js";
import { checkRequest, EXECUTORS, executorOf } from "../../executors/registry.js";
import { planDir } from "../../store/plans/manifests.js";
import { checkedJobs } from "./jobs.js";

/** How and where runs are to be executed. */
export interface ExecutionRequest {
  /** Its id; absent: the one for this machine. */
  readonly executor: string;
  /** Values of the executor's own options, by name. */
  readonly options?: OptionValues;
  /** Absent: AMTL_ENGINE, else the best that works. */
  readonly engine?: string | undefined;
  /** Compute encoder layers again on the way back instead of keeping them: the same bits, less memory, more time. */
  readonly recompute?: boolean | undefined;
  /** What stays of a model: its best weights, or the scores that tables need; absent: what the profile says. */
  readonly keep?: "weights" | "scores" | undefined;
  /** Runs at a time, at least 1; absent: as many as the place carries. */
  readonly jobs?: number | undefined;
  /** By index or UUID; absent: the engine decides whether GPUs are used. */
  readonly gpus?: "auto" | readonly string[] | undefined;
  /** Seconds of slot time; absent: unlimited. */
  readonly budget?: number | undefined;
  /** Seconds for an attempt; absent: as long as it takes. */
  readonly timeLimit?: number | undefined;
}

/** An executor with all that it needs but the runs. */
export interface ChosenPlace {
  readonly executor: Executor;
  readonly request: PlaceRequest;
  readonly place: Place;
}

/**
 * Refuses what no run could be executed with, whether or not there is one.
 * @throws AmtlError (2) for an unknown executor, and for what it does not take.
 */
export function checkExecution(request: ExecutionRequest): void {
  const { gpus = null, budget = null, timeLimit = null, options = {} } = request;
  checkedJobs(request.jobs);
  checkRequest(executorOf(request.executor), { gpus, budget, timeLimit, options });
}

/**
 * The executor that was asked for, and what it executes runs with.
 * @param threads of a worker.
 * @param usesEngine whether the built-in trainer runs at all.
 * @throws AmtlError (2) for an unknown executor, and for what it does not take; (4) when a GPU or an engine is not there.
 */
export async function choosePlace(
  request: ExecutionRequest,
  threads: number,
  usesEngine: boolean,
): Promise<ChosenPlace> {
  const executor = executorOf(request.executor);
  const asked: PlaceRequest = {
    jobs: checkedJobs(request.jobs) ?? null,
    gpus: request.gpus ?? null,
    budget: request.budget ?? null,
    timeLimit: request.timeLimit ?? null,
    options: request.options ?? {},
    site: siteOf(executor),
    threads,
    usesEngine,
    engine: (onGpus) => engineFor(request.engine, onGpus),
  };
  checkRequest(executor, asked);
  return { executor, request: asked, place: await executor.place(asked) };
}

/** The executor's field of the configuration, read when it is asked for. */
export const siteOf = (executor: Pick<Executor, "id">) => (): Readonly<Record<string, string>> =>
  readConfig().executors[executor.id] ?? {};

/** @throws AmtlError (2) for an engine that does not compute on the GPUs that were named, (4) when it is not installed. */
export async function engineFor(
  engine: string | undefined,
  onGpus: boolean,
): Promise<PlannedEngine> {
  const { id } = await plannedEngine(onGpus ? gpuWish(engine) : engine);
  return { id, isGpu: isGpuEngine(id) };
}

function gpuWish(engine: string | undefined): EngineWish {
  if (engine === undefined || isGpuEngine(engine)) {
    return { id: engine ?? GPU_ENGINE.id, from: "--gpus" };
  }
  throw badInput(`Engine ${engine} cannot use GPUs`, {
    where: "--engine and --gpus",
    expected: `--engine ${GPU_ENGINE.id}, or one of the two`,
    got: `--engine ${engine}`,
  });
}

/**
 * Executes tasks of a plan.
 * @param root results folder that holds train/, eval/ and plans/.
 */
export function executeOn(
  { executor, request, place }: ChosenPlace,
  root: string,
  planId: string,
  tasks: readonly RunTask[],
  control: Control,
): AsyncIterable<RunEvent> {
  const facts = Object.fromEntries(
    EXECUTORS.flatMap((each) => (each.facts ? [[each.id, each.facts(process.env)] as const] : [])),
  );
  const withFacts = tasks.map((task) => ({ ...task, job: { ...task.job, facts } }));
  const planFolder = planDir(root, planId);
  return executor.execute(withFacts, control, { request, place, root, planId, planFolder });
}
