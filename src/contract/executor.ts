import type { Check } from "./check.js";
import type { EngineId } from "./compute/engine.js";
import type { RunEvent } from "./event.js";
import type { Job } from "./job.js";

/** A run that is to be done: training where it has no result, then the evaluations that have none. */
export interface RunTask {
  readonly job: Job;
  /** For people: "atlop amtl redocred seed 66". */
  readonly label: string;
  /** trainIds of the runs whose models it needs (a teacher, a frozen backbone); absent: it needs none. */
  readonly restsOn?: readonly string[];
}

/** How a caller ends an execution early. */
export interface Control {
  /** Start nothing more; workers write a checkpoint and end. */
  readonly stop: AbortSignal;
  /** End the workers at once. Work since their last checkpoint is done again later. */
  readonly kill: AbortSignal;
  /** Whether a run that has not begun is to be left out: somebody cancelled it. Absent: nobody can. */
  readonly isLeftOut?: (trainId: string) => Promise<boolean>;
  /** Asked after `stop` by an executor whose jobs outlive the command. Absent: they are left. */
  readonly atStop?: () => Promise<"leave" | "cancel">;
}

/** Where one worker at a time runs. */
export interface Slot {
  /** 1, 2, … */
  readonly number: number;
  /** The only GPU that its workers see, by index or UUID as nvidia-smi names it; null on CPUs. */
  readonly gpu: string | null;
}

/** What runs are executed with. */
export interface Place {
  readonly engine: PlannedEngine;
  /** As many runs at a time; where an executor cannot know, as many as are usual. */
  readonly slots: readonly Slot[];
  /** What the user should know of it; null when there is nothing to say. */
  readonly note: string | null;
}

/** An engine as far as executors care. */
export interface PlannedEngine {
  readonly id: EngineId;
  readonly isGpu: boolean;
}

/** An option of the command line that an executor brings; it takes a text and may be repeated. */
export interface ExecutorOption {
  /** Without dashes. */
  readonly name: string;
  /** Its line of `--help`. */
  readonly describe: string;
}

/** What was given for executors' own options, by name, in the order given. */
export type OptionValues = Readonly<Record<string, readonly string[] | undefined>>;

/** What all executors are asked for, and one may be unable to give. */
export type SharedOption = "gpus" | "budget" | "time-limit";

/** How and where runs are to be executed, as far as the user says. */
export interface PlaceRequest {
  /** Runs at a time, at least 1; null: as many as the place carries. */
  readonly jobs: number | null;
  /** By index or UUID; null: the engine decides whether GPUs are used. */
  readonly gpus: "auto" | readonly string[] | null;
  /** Seconds of slot time for the command; null: no limit. */
  readonly budget: number | null;
  /** Seconds for an attempt; null: as long as it takes. */
  readonly timeLimit: number | null;
  /** The executor's own options. */
  readonly options: OptionValues;
  /** The executor's field of amtl.config.json and amtl.config.local.json: what the site always needs. */
  readonly site: () => Readonly<Record<string, string>>;
  /** Threads of a worker; the profile fixes them, because results depend on them. */
  readonly threads: number;
  /** Whether the built-in trainer runs at all: a user's program needs no engine. */
  readonly usesEngine: boolean;
  /**
   * The engine that runs get.
   * @param onGpus whether the user named GPUs, so that it must be one that computes on them.
   * @throws AmtlError (2) when another one was asked for, (4) when it is not installed.
   */
  readonly engine: (onGpus: boolean) => Promise<PlannedEngine>;
}

/** What an executor gets beside its tasks. */
export interface Execution {
  readonly request: PlaceRequest;
  readonly place: Place;
  /** Results folder that holds train/ and eval/. */
  readonly root: string;
  readonly planId: string;
  /** …/plans/<planId>. The executor's own folder in it is {@link Executor.folder}. */
  readonly planFolder: string;
}

/** What became of a wish to cancel jobs. */
export interface CancelledJobs {
  /** Null: nobody says which jobs there are. */
  readonly ids: readonly string[] | null;
  /** Why it is not known whether they were cancelled; null: they were. */
  readonly why: string | null;
}

/** What an executor's checks get. */
export interface DoctorRequest {
  readonly root: string;
  /** What was given for {@link Doctor.option}. */
  readonly values: readonly string[];
  readonly site: () => Readonly<Record<string, string>>;
  readonly threads: number;
  readonly engine: PlannedEngine;
  /** Seconds for a first job to start. */
  readonly waitSeconds: number;
}

/** Checks of `amtl-run doctor` whether the executor would work. */
export interface Doctor {
  /** The option of `amtl-run doctor` that asks for them. */
  readonly option: ExecutorOption;
  /** Later checks need the earlier; nothing is left behind. */
  readonly check: (request: DoctorRequest) => AsyncIterable<Check>;
}

/**
 * A way to get runs done: on this machine, on a cluster. Everything about it is in one folder of src/executors; its
 * object is light, and its functions import what they need when they are called.
 */
export interface Executor {
  /** What `--executor` takes. */
  readonly id: string;
  /** For people: "this machine", the name of a cluster's scheduler. */
  readonly title: string;
  /** Options that it alone takes. */
  readonly options: readonly ExecutorOption[];
  /** Shared options that it does not take, with what to use instead. */
  readonly refuses: Readonly<Partial<Record<SharedOption, string>>>;
  /** Its folder in a plan's folder, where it keeps what it submitted; null: it keeps nothing. */
  readonly folder: string | null;
  /**
   * How many runs at a time, on which GPUs, with which engine.
   * @throws AmtlError (2) for invalid options, (4) when what they ask for is not there.
   */
  readonly place: (request: PlaceRequest) => Promise<Place>;
  /**
   * Gets runs done. Yields what happens, in order, and ends when no run is under way or waiting. A run that fails never
   * stops the others: each task ends with exactly one event `finished`, `failed` (with `retry: false`), `cancelled` or
   * `left`. A task starts when the runs that it rests on are done, and fails when one of them does.
   */
  readonly execute: (
    tasks: readonly RunTask[],
    control: Control,
    execution: Execution,
  ) => AsyncIterable<RunEvent>;
  /** What would be submitted for some runs, as text; absent: the plan says all. */
  readonly dryRun?: (tasks: readonly RunTask[], execution: Execution) => Promise<string>;
  /**
   * Cancels a plan's jobs, or those of a run of it that have not begun; null when there are none. Absent: an execution
   * leaves nothing behind that could be cancelled.
   * @param planFolder …/plans/<planId>, in which the executor's own folder is.
   */
  readonly cancel?: (
    planId: string,
    planFolder: string,
    trainId: string | null,
  ) => Promise<CancelledJobs | null>;
  /**
   * Jobs of a plan that are not over: ids null when nobody says which there are, and why. Absent: as for `cancel`.
   */
  readonly jobs?: (planId: string) => Promise<CancelledJobs>;
  readonly doctor?: Doctor;
  /**
   * What the process's environment says of the job that it is part of, for a run's provenance, under the executor's id;
   * null where it is part of none.
   */
  readonly facts?: (env: NodeJS.ProcessEnv) => Readonly<Record<string, string>> | null;
}
