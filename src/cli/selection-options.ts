import type { InferredOptionTypes } from "yargs";
import { badInput } from "../base/errors.js";
import type { SelectionRequest } from "../app/select/request.js";
import type { ProgramDefinition } from "../experiment/dsl/program.js";
import { parseOnly } from "../experiment/grid/only.js";
import { readSettings } from "../experiment/grid/settings.js";
import {
  margin,
  profile,
  readProfile,
  readSeeds,
  readVariant,
  results,
  variant,
} from "./options.js";

/** Which runs: the options that `run`, `plan` and `report` share. */
export const selectionOptions = {
  profile,
  variant,
  seeds: {
    type: "string",
    requiresArg: true,
    describe: "seeds, e.g. 5,42 (default: the profile's)",
  },
  only: {
    type: "string",
    array: true,
    nargs: 1,
    describe: "keep cells with these values of an axis, e.g. loss=amtl,atl (repeatable)",
  },
  set: {
    type: "string",
    array: true,
    nargs: 1,
    describe: "change the schedule or the head, e.g. epochs=3 (repeatable)",
  },
  limit: {
    type: "number",
    requiresArg: true,
    describe:
      "try it: only the first so many documents of each set (other runs, files of their own)",
  },
  margin,
  results,
  init: {
    type: "string",
    requiresArg: true,
    describe: "start from this exported model; with --set epochs=0 it is only evaluated",
  },
  worker: {
    type: "string",
    requiresArg: true,
    describe: "train with this program, e.g. 'python my_train.py' (default: the built-in trainer)",
  },
  "worker-version": {
    type: "string",
    requiresArg: true,
    describe: "version of --worker, where its files do not show a change",
  },
  "worker-silence": {
    type: "number",
    requiresArg: true,
    describe: "seconds without output until --worker counts as hung (default: 1800)",
  },
} as const;

type SelectionOptions = InferredOptionTypes<typeof selectionOptions>;

/**
 * The selection with its words understood.
 * @throws AmtlError (2) for an unknown profile or axis, and for an invalid value.
 */
export const selectionRequest = (
  experiments: readonly string[],
  options: SelectionOptions,
): SelectionRequest => ({
  experiments,
  profile: readProfile(options.profile),
  variant: readVariant(options.variant),
  seeds: readSeeds(options.seeds),
  only: parseOnly(options.only ?? []),
  settings: readSettings([
    ...(options.set ?? []).flatMap((text) => text.split(",")),
    ...(options.limit === undefined ? [] : [`limit=${options.limit}`]),
  ]),
  results: options.results,
  margin: options.margin,
  init: options.init,
  program: programOption(options),
});

/** `--worker` and what goes with it. A program of the command line runs where the command line does. */
function programOption(options: SelectionOptions): ProgramDefinition | undefined {
  const { worker: command, "worker-version": version, "worker-silence": silence } = options;
  if (command !== undefined) {
    return {
      command,
      ...(version !== undefined && { version }),
      ...(silence !== undefined && { silence }),
      cwd: process.cwd(),
    };
  }
  if (version === undefined && silence === undefined) return undefined;
  const option = version === undefined ? "--worker-silence" : "--worker-version";
  throw badInput(`${option} needs --worker`, {
    where: option,
    expected: "--worker beside it; a program that an experiment file names has both there",
  });
}
