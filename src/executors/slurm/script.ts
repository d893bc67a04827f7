import { sbatchOptions, type ArrayJob } from "./sbatch-options.js";

/** What may not stand as it is in a word between single quotes; a line break would break the line. */
const ESCAPES: Readonly<Record<string, string>> = {
  "'": String.raw`'\''`,
  "\n": String.raw`'$'\n''`,
  "\r": String.raw`'$'\r''`,
};

/** As bash reads one word. */
const quote = (word: string): string => `'${word.replaceAll(/['\n\r]/g, (sign) => ESCAPES[sign])}'`;

/** In #SBATCH lines a backslash or quote would be read by nobody's rules but Slurm's; paths with spaces are quoted. */
const value = (text: string): string => (/^[\w@%+=:,./-]*$/.test(text) ? text : quote(text));

/**
 * The batch script of an array. `exec` makes the task the process that Slurm signals; `B:` sends the warning to it alone.
 */
export function arrayScript(job: ArrayJob): string {
  return [
    "#!/bin/bash",
    ...Object.entries(sbatchOptions(job)).map(
      ([key, text]) => `#SBATCH --${key}${text === "" ? "" : `=${value(text)}`}`,
    ),
    "",
    "# One task trains and scores one run; it claims it first, so that a task too many does nothing.",
    `exec ${job.command.map(quote).join(" ")} ${quote(job.folder)} "$SLURM_ARRAY_TASK_ID"`,
    "",
  ].join("\n");
}
