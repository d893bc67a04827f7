import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { badInput } from "../base/errors.js";
import { readConfig } from "../corpus/files/config.js";
import type { EngineId } from "../contract/engine.js";
import { plannedEngine } from "../engine/start.js";
import type { Profile } from "../methods/profiles/profiles.js";
import type { ArrayJob } from "../executors/slurm/script.js";
import {
  checkSlurmSettings,
  parseSlurmSettings,
  type SlurmSettings,
} from "../executors/slurm/sbatch-options.js";
import { cpuSlots } from "../executors/queue/slots.js";
import { readJobs } from "./jobs.js";
import type { ExecutionOptions } from "./options.js";
import type { Place } from "./slots.js";

/** A program of ours that the cluster runs, compiled or not. */
function programOf(name: "task" | "doctor/probe"): readonly string[] {
  const compiled = fileURLToPath(new URL(`../executors/slurm/${name}.js`, import.meta.url));
  return existsSync(compiled)
    ? [process.execPath, compiled]
    : [process.execPath, "--import", "tsx", compiled.replace(/\.js$/, ".ts")];
}

/**
 * What all arrays of a plan have in common: the site's options from the configuration, then those of the command line.
 * @throws AmtlError (2) for options that sbatch cannot have, or that are the executor's own.
 */
export function arrayJobOf(
  planId: string,
  profile: Profile,
  engine: EngineId,
  { slurm = [], jobs }: Pick<ExecutionOptions, "slurm" | "jobs">,
): Omit<ArrayJob, "folder" | "submission" | "tasks"> {
  return {
    planId,
    throttle: jobs ?? null,
    threads: profile.threads,
    gpu: engine === "cuda",
    settings: settingsOf(slurm),
    command: programOf("task"),
  };
}

/** The site's options, then those of the command line. */
const settingsOf = (slurm: readonly string[]): SlurmSettings => ({
  ...checkSlurmSettings(readConfig().slurm, "amtl.config.json, field slurm"),
  ...parseSlurmSettings(slurm),
});

/**
 * A job that tries what the profile's jobs need.
 * @throws AmtlError (2) for options that sbatch cannot have, or that are the executor's own.
 */
export const probeJobOf = (
  profile: Profile,
  engine: EngineId,
  slurm: readonly string[],
): Pick<ArrayJob, "threads" | "gpu" | "settings" | "command"> => ({
  threads: profile.threads,
  gpu: engine === "cuda",
  settings: settingsOf(slurm),
  command: programOf("doctor/probe"),
});

/** Slots of which the cluster knows better; so many are reckoned with where `--jobs` says nothing. */
const USUAL_SLOTS = 8;

/**
 * What a cluster's runs are executed with: the engine must be installed where the command runs, as the folder is shared.
 * @throws AmtlError (2) for options of the local executor, (4) when the engine is not installed.
 */
export async function slurmPlace(
  options: Pick<ExecutionOptions, "engine" | "gpus" | "jobs" | "time-limit" | "budget">,
): Promise<Place> {
  const { engine, gpus, jobs, budget, "time-limit": limit } = options;
  if (budget !== undefined) {
    throw badInput("--budget is for this machine's slots", {
      where: "--budget",
      expected: "--only or --seeds for less, or what the cluster has for limits (--slurm qos=…)",
      got: budget,
    });
  }
  if (limit !== undefined) {
    throw badInput("--time-limit is for this machine's workers", {
      where: "--time-limit",
      expected: "--slurm time=4:00:00, after which a task is put back and goes on",
      got: limit,
    });
  }
  if (gpus !== undefined) {
    throw badInput("--gpus is for this machine's GPUs", {
      where: "--gpus",
      expected: "--slurm gres=gpu:1, and --engine cuda",
      got: gpus,
    });
  }
  const { id } = await plannedEngine(engine);
  const slots = cpuSlots(jobs === undefined ? USUAL_SLOTS : readJobs(jobs));
  return { engine: id, slots, note: null };
}
