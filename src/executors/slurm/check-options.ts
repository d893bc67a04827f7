import { badInput } from "../../base/errors.js";
import { nearest } from "../../base/text/nearest.js";
import { OPTION_NAMES, takesValue } from "./option-names.js";

/** What this program says to sbatch; a user's value would break it. */
const OWN = ["job-name", "array", "output", "comment", "wrap", "parsable"];

/** With these sbatch submits nothing, or does not come back before the jobs have ended. */
const INSTEAD = ["help", "usage", "version", "test-only", "wait"];

interface Form {
  readonly pattern: RegExp;
  readonly expected: string;
}

const MEMORY: Form = { pattern: /^\d+[KMGT]?$/i, expected: "memory with its unit, such as 16G" };
const TIME: Form = {
  pattern: /^(?:\d+(?::\d+){0,2}|\d+-\d+(?::\d+){0,2}|INFINITE|UNLIMITED)$/i,
  expected: "minutes, hours:minutes:seconds, or days-hours:minutes:seconds, such as 4:00:00",
};

/** Forms of values that sbatch refuses only on the cluster, or takes though the runs would not survive them. */
const FORMS: Readonly<Record<string, Form>> = {
  time: TIME,
  "time-min": TIME,
  mem: MEMORY,
  "mem-per-cpu": MEMORY,
  "mem-per-gpu": MEMORY,
  signal: {
    pattern: /^B:(?:SIG)?USR1(?:@\d+)?$/,
    expected: "B:USR1@SECONDS: at USR1 a task writes its checkpoint",
  },
  "open-mode": {
    pattern: /^a(?:ppend)?$/,
    expected: "append: a task that is requeued goes on in its log",
  },
};

/**
 * Options of sbatch without their dashes, checked for what they mean: sbatch takes the beginning of a name for the name.
 * Names that it does not have may be a site's own (plugins), unless they look misspelt.
 *
 * @param where to name in the error: an option, or a file's field.
 * @throws AmtlError (2) for options that this program sets itself, and for names and values that cannot be meant.
 */
export function checkOptions(options: Readonly<Record<string, string>>, where: string): void {
  for (const [name, value] of Object.entries(options)) {
    checkName(name, where);
    checkValue(name, value, where);
  }
}

function checkName(name: string, where: string): void {
  const longer = OPTION_NAMES.filter((known) => known.startsWith(name));
  const full = longer.length === 1 ? longer[0] : name;
  if (OWN.includes(full) || INSTEAD.includes(full)) {
    throw badInput(`--${full} of sbatch cannot be set`, {
      where,
      expected: `any option of sbatch but ${[...OWN, ...INSTEAD].join(", ")}`,
      got: name,
      fix: full === "array" ? "--jobs N limits how many tasks run at a time" : "leave it out",
    });
  }
  if (takesValue(name) !== undefined) return;
  const meant = longer.length > 0 ? longer.slice(0, 4).join(" or ") : nearest(name, OPTION_NAMES);
  if (meant === undefined) return;
  throw badInput(`Unknown option of sbatch: --${name}`, {
    where,
    expected: "a long option of sbatch, written in full",
    got: name,
    fix: `write ${meant}`,
  });
}

function checkValue(name: string, value: string, where: string): void {
  const refuse = (expected: string): never => {
    throw badInput(`Invalid value of --${name} of sbatch`, {
      where,
      expected,
      got: value === "" ? "no value" : value,
    });
  };
  // A line break would end the line of the script, and what follows would be a command.
  if (/\p{Cc}/u.test(value)) refuse("a value without control characters");
  const takes = takesValue(name);
  if (takes === "always" && value === "") refuse(`${name}=VALUE`);
  if (takes === "never" && value !== "") refuse(`${name} without a value`);
  const form = FORMS[name] as Form | undefined;
  if (form !== undefined && !form.pattern.test(value)) refuse(form.expected);
}
