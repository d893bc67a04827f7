import type { SlurmSettings } from "./sbatch-options.js";

/** A job array before it is submitted. */
export interface ArrayJob {
  readonly planId: string;
  /** Folder of this submission; its last part comes back in squeue's comment. */
  readonly folder: string;
  readonly submission: string;
  readonly tasks: number;
  /** Tasks at a time; null: as many as the cluster gives. */
  readonly throttle: number | null;
  readonly threads: number;
  readonly gpu: boolean;
  readonly settings: SlurmSettings;
  /** The program of an array task, as words. */
  readonly command: readonly string[];
}

/** All jobs of a plan have this name, so that one squeue finds them and one scancel ends them. */
export const jobName = (planId: string): string => `amtl-${planId}`;

/** Seconds before the time limit at which a task is told to write its checkpoint; Slurm checks in coarse ticks. */
export const WARNING_SECONDS = 120;

/** As bash reads one word. */
const quote = (word: string): string => `'${word.replaceAll("'", String.raw`'\''`)}'`;

/** In #SBATCH lines a backslash or quote would be read by nobody's rules but Slurm's; paths with spaces are quoted. */
const value = (text: string): string => (/^[\w@%+=:,./-]*$/.test(text) ? text : quote(text));

/**
 * The batch script of an array. `exec` makes the task the process that Slurm signals; `B:` sends the warning to it alone.
 * The last of several equal options counts, so the user's follow ours.
 */
export function arrayScript(job: ArrayJob): string {
  const throttle = job.throttle === null ? "" : `%${job.throttle}`;
  const options: Record<string, string> = {
    "job-name": jobName(job.planId),
    array: `0-${job.tasks - 1}${throttle}`,
    comment: job.submission,
    output: `${job.folder}/task-%a.log`,
    "open-mode": "append",
    signal: `B:USR1@${WARNING_SECONDS}`,
    requeue: "",
    "cpus-per-task": String(job.threads),
    ...(job.gpu && { gres: "gpu:1" }),
    ...job.settings,
  };
  return [
    "#!/bin/bash",
    ...Object.entries(options).map(
      ([key, text]) => `#SBATCH --${key}${text === "" ? "" : `=${value(text)}`}`,
    ),
    "",
    "# One task trains and scores one run; it claims it first, so that a task too many does nothing.",
    `exec ${job.command.map(quote).join(" ")} ${quote(job.folder)} "$SLURM_ARRAY_TASK_ID"`,
    "",
  ].join("\n");
}
