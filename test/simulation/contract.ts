import type { Clock, Files, ProgramAnswer } from "../../src/base/machine/contract.js";
import type { WorkerPlan } from "./actors/worker.js";
import type { Judge } from "./judge.js";
import type { Trouble } from "./machine/calls.js";
import type { Disk } from "./machine/disk.js";
import type { Host, Kernel, Process } from "./machine/kernel.js";

/** What a site's Slurm is like. */
export interface ClusterPlan {
  /** Seconds after which a task is warned that its time is nearly up. */
  readonly limit: number;
  readonly hasAccounting: boolean;
}

/** A simulated controller of Slurm, with the world's hosts as its nodes. */
export interface SlurmController {
  /** Answers the commands of Slurm as they do. */
  readonly answer: (program: string, words: readonly string[]) => ProgramAnswer;
  /** Until when nobody hears from it, in ms; what it is told in that time it does. */
  silentUntil: number;
  planOf: (attempt: string) => WorkerPlan;
}

/** A mistake that somebody could have made, between the program and its machine. */
export interface Bug {
  readonly files?: (files: Files, process: Process) => Files;
  readonly clock?: (clock: Clock) => Clock;
}

/** A simulated world: hosts that share a file server and a cluster. */
export interface World {
  readonly kernel: Kernel;
  readonly disk: Disk;
  readonly judge: Judge;
  readonly trouble: Trouble;
  readonly hosts: readonly Host[];
  readonly start: (name: string, host: Host, parent: Process | null) => Process;
  /** Called before each system call. */
  readonly callWatchers: ((process: Process) => void)[];
  readonly onPowerCut: ((host: Host) => void)[];
  readonly cluster: SlurmController;
  /** So many calls were made. */
  readonly calls: () => number;
}
