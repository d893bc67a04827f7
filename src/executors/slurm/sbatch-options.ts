import { badInput } from "../../base/errors.js";

/** Options of sbatch without their dashes: {"partition": "gpu", "time": "4:00:00"}. */
export type SlurmSettings = Readonly<Record<string, string>>;

/** What the executor itself says to sbatch; a user's value would break it. */
const OWN = ["job-name", "array", "output", "comment", "wrap", "parsable"];

/**
 * Reads `--slurm key=value`, which may be repeated; an option without a value is `--slurm exclusive`.
 * @throws AmtlError (2) for what is no option of sbatch's form, and for options that the executor sets itself.
 */
export function parseSlurmSettings(words: readonly string[]): SlurmSettings {
  const settings: Record<string, string> = {};
  for (const word of words) {
    const found = /^(?:--)?(?<key>[a-z][a-z-]*)(?:=(?<value>.*))?$/s.exec(word)?.groups ?? {};
    const { key = "", value = "" } = found as { key?: string; value?: string };
    if (key === "" || /[\r\n]/.test(value)) {
      throw badInput("Not an option of sbatch", {
        where: "--slurm",
        expected: "a long option of sbatch, such as partition=gpu or exclusive",
        got: word,
      });
    }
    settings[key] = value;
  }
  return checkSlurmSettings(settings, "--slurm");
}

/**
 * @param where to name in the error: an option, or a file's field.
 * @throws AmtlError (2) for options that the executor sets itself.
 */
export function checkSlurmSettings(settings: SlurmSettings, where: string): SlurmSettings {
  const own = Object.keys(settings).find((key) => OWN.includes(key));
  if (own === undefined) return settings;
  throw badInput(`--${own} is not to be set`, {
    where,
    expected: `any option of sbatch but ${OWN.join(", ")}`,
    got: own,
    fix: own === "array" ? "--jobs N limits how many tasks run at a time" : "leave it out",
  });
}
