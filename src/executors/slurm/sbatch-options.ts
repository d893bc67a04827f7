import { badInput } from "../../base/errors.js";
import { checkOptions } from "./check-options.js";

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
  /** Bytes that a task is known to take; null: the site's default. */
  readonly memory: number | null;
  /** The site's options and the user's. */
  readonly options: SbatchOptions;
  /** The program of an array task, as words. */
  readonly command: readonly string[];
}

/** What all arrays of a plan have in common. */
export type PlanJob = Omit<ArrayJob, "folder" | "submission" | "tasks" | "memory">;

/** All jobs of a plan have this name, so that one squeue finds them and one scancel ends them. */
export const jobName = (planId: string): string => `amtl-${planId}`;

/** Seconds before the time limit at which a task is warned, so that it writes a checkpoint; Slurm checks in coarse ticks. */
const WARNING_SECONDS = 120;

const MIB = 2 ** 20;

/** The forms in which options ask for memory and for GPUs; Slurm refuses two of one kind. */
const MEMORY = ["mem", "mem-per-cpu", "mem-per-gpu"];
const GPUS = ["gres", "gpus", "gpus-per-node", "gpus-per-socket", "gpus-per-task"];

const says = (options: SbatchOptions, forms: readonly string[]): boolean =>
  forms.some((form) => Object.hasOwn(options, form));

/**
 * All options of an array, in the order of the script. The last of several equal ones counts: the user's follow ours.
 * @throws AmtlError (2) when sbatch cannot be told the folder.
 */
export function sbatchOptions(job: ArrayJob): SbatchOptions {
  const throttle = job.throttle === null ? "" : `%${job.throttle}`;
  return {
    "job-name": jobName(job.planId),
    array: `0-${job.tasks - 1}${throttle}`,
    comment: job.submission,
    output: `${patternOf(job.folder)}/task-%a.log`,
    "open-mode": "append",
    signal: `B:USR1@${WARNING_SECONDS}`,
    requeue: "",
    "cpus-per-task": String(job.threads),
    ...(job.gpu && !says(job.options, GPUS) && { gres: "gpu:1" }),
    ...(job.memory !== null &&
      !says(job.options, MEMORY) && { mem: `${Math.ceil(job.memory / MIB)}M` }),
    ...job.options,
  };
}

/** A folder as sbatch reads file names: % begins what it puts in, and a backslash turns that off. */
function patternOf(folder: string): string {
  if (!/[\p{Cc}\\]/u.test(folder)) return folder.replaceAll("%", "%%");
  throw badInput("Results folder cannot be named in a batch script", {
    where: "--results or AMTL_RESULTS",
    expected: "a path without line breaks, other control characters and backslashes",
    got: JSON.stringify(folder),
    fix: "choose another folder with --results",
  });
}

/**
 * The site's options, then those of the command line.
 * @param words `key=value`; an option without a value is `exclusive`.
 * @throws AmtlError (2) for what is no option of sbatch's form, and as checkOptions.
 */
export function readSbatchOptions(site: SbatchOptions, words: readonly string[]): SbatchOptions {
  checkOptions(site, "amtl.config.json, field slurm");
  const typed = parseWords(words);
  checkOptions(typed, "--slurm");
  return { ...site, ...typed };
}

function parseWords(words: readonly string[]): SbatchOptions {
  return Object.fromEntries(
    words.map((word) => {
      const found: readonly (string | undefined)[] | null =
        /^(?:--)?([a-z][a-z-]*)(?:=(.*))?$/s.exec(word);
      const [, name, value = ""] = found ?? [];
      if (name !== undefined) return [name, value];
      throw badInput("Invalid --slurm", {
        where: "--slurm",
        expected: "a long option of sbatch, such as partition=gpu or exclusive",
        got: word,
      });
    }),
  );
}
