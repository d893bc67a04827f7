import { badInput } from "../../base/errors.js";

/**
 * Options of sbatch without their dashes: {"partition": "gpu", "time": "4:00:00"}. Three say them: this program, the
 * site (field `slurm` of amtl.config.json) and the user (`--slurm time=4:00:00`); {@link sbatchOptions} puts them
 * together, so this is where `--time` and all others are set.
 */
export type SbatchOptions = Readonly<Record<string, string>>;

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
  /** The site's options and the user's. */
  readonly options: SbatchOptions;
  /** The program of an array task, as words. */
  readonly command: readonly string[];
}

/** What all arrays of a plan have in common. */
export type PlanJob = Omit<ArrayJob, "folder" | "submission" | "tasks">;

/** All jobs of a plan have this name, so that one squeue finds them and one scancel ends them. */
export const jobName = (planId: string): string => `amtl-${planId}`;

/** Seconds before the time limit at which a task is warned, so that it writes a checkpoint; Slurm checks in coarse ticks. */
const WARNING_SECONDS = 120;

/** What this program says to sbatch; a user's value would break it. */
const OWN = ["job-name", "array", "output", "comment", "wrap", "parsable"];

/** All options of an array, in the order of the script. The last of several equal ones counts: the user's follow ours. */
export function sbatchOptions(job: ArrayJob): SbatchOptions {
  const throttle = job.throttle === null ? "" : `%${job.throttle}`;
  return {
    "job-name": jobName(job.planId),
    array: `0-${job.tasks - 1}${throttle}`,
    comment: job.submission,
    output: `${job.folder}/task-%a.log`,
    "open-mode": "append",
    signal: `B:USR1@${WARNING_SECONDS}`,
    requeue: "",
    "cpus-per-task": String(job.threads),
    ...(job.gpu && { gres: "gpu:1" }),
    ...job.options,
  };
}

/**
 * The site's options, then those of the command line.
 * @param words `key=value`; an option without a value is `exclusive`.
 * @throws AmtlError (2) for what is no option of sbatch's form, and for options that this program sets itself.
 */
export const readSbatchOptions = (
  site: SbatchOptions,
  words: readonly string[],
): SbatchOptions => ({
  ...refuseOwn(site, "amtl.config.json, field slurm"),
  ...refuseOwn(parseWords(words), "--slurm"),
});

function parseWords(words: readonly string[]): SbatchOptions {
  const options: Record<string, string> = {};
  for (const word of words) {
    const found = /^(?:--)?(?<key>[a-z][a-z-]*)(?:=(?<value>.*))?$/s.exec(word)?.groups;
    const key = found?.key ?? "";
    const value = found?.value ?? "";
    if (key === "" || /[\r\n]/.test(value)) {
      throw badInput("Invalid --slurm", {
        where: "--slurm",
        expected: "a long option of sbatch, such as partition=gpu or exclusive",
        got: word,
      });
    }
    options[key] = value;
  }
  return options;
}

/** @param where to name in the error: an option, or a file's field. */
function refuseOwn(options: SbatchOptions, where: string): SbatchOptions {
  const own = Object.keys(options).find((key) => OWN.includes(key));
  if (own === undefined) return options;
  throw badInput(`--${own} of sbatch cannot be set`, {
    where,
    expected: `any option of sbatch but ${OWN.join(", ")}`,
    got: own,
    fix: own === "array" ? "--jobs N limits how many tasks run at a time" : "leave it out",
  });
}
