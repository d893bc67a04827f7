import type { Argv } from "yargs";
import { badInput } from "../base/errors.js";
import type { SelectionRequest } from "../app/select/request.js";
import type { WorkerDefinition } from "../experiment/dsl/worker.js";
import { parseOnly } from "../experiment/grid/only.js";
import { parseSettings } from "../experiment/grid/settings.js";
import { PROFILE_IDS, profileOf } from "../methods/profiles/profiles.js";

/** Which runs: the options that `run`, `plan` and `report` share, as they are typed. */
export interface SelectionOptions {
  readonly profile: string;
  readonly seeds: string | undefined;
  readonly only: readonly string[] | undefined;
  readonly set: readonly string[] | undefined;
  readonly results: string | undefined;
  readonly worker: string | undefined;
  readonly "worker-version": string | undefined;
  readonly "worker-silence": number | undefined;
}

export const selectionOptions = <T>(yargs: Argv<T>): Argv<T & SelectionOptions> =>
  yargs
    .option("profile", {
      type: "string",
      default: "smoke",
      requiresArg: true,
      describe: `scale: ${PROFILE_IDS.join(", ")}`,
    })
    .option("seeds", {
      type: "string",
      requiresArg: true,
      describe: "seeds, e.g. 5,42 (default: the profile's)",
    })
    .option("only", {
      type: "string",
      array: true,
      nargs: 1,
      describe: "cells with these values of an axis, e.g. loss=amtl,atl (repeatable)",
    })
    .option("set", {
      type: "string",
      array: true,
      nargs: 1,
      describe: "other schedule or head, e.g. epochs=3 (repeatable)",
    })
    .option("results", {
      type: "string",
      requiresArg: true,
      describe: "folder of runs and tables (default: AMTL_RESULTS, else results/)",
    })
    .option("worker", {
      type: "string",
      requiresArg: true,
      describe: "a program that trains in the built-in trainer's place, e.g. 'python my_train.py'",
    })
    .option("worker-version", {
      type: "string",
      requiresArg: true,
      describe: "its version, where its files do not show what changed",
    })
    .option("worker-silence", {
      type: "number",
      requiresArg: true,
      describe: "seconds without a line after which it counts as hung (default: 1800)",
    });

/**
 * The selection with its words understood.
 * @throws AmtlError (2) for an unknown profile, axis or setting, and for an invalid value.
 */
export const selectionRequest = (
  experiments: readonly string[],
  options: SelectionOptions,
): SelectionRequest => ({
  experiments,
  profile: profileOf(options.profile).id,
  seeds: options.seeds === undefined ? undefined : parseSeeds(options.seeds),
  only: parseOnly(options.only ?? []),
  settings: parseSettings((options.set ?? []).flatMap((text) => text.split(","))),
  results: options.results,
  program: programOption(options),
});

/** `--worker` and what goes with it. A program of the command line runs where the command line does. */
function programOption(options: SelectionOptions): WorkerDefinition | undefined {
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

/** @throws AmtlError (2) unless the text is a list of different whole numbers. */
export function parseSeeds(text: string): readonly number[] {
  const seeds = text.split(",").map((part) => (/^\d{1,9}$/.test(part.trim()) ? Number(part) : NaN));
  if (seeds.some(Number.isNaN) || new Set(seeds).size !== seeds.length) {
    throw badInput("Invalid seeds", {
      where: "--seeds",
      expected: "different whole numbers joined by commas, such as 5,42",
      got: text,
    });
  }
  return seeds;
}

/** @throws AmtlError (2) unless it is a whole number from 1 on. */
export function readJobs(jobs: number | undefined): number | undefined {
  if (jobs === undefined || (Number.isInteger(jobs) && jobs >= 1)) return jobs;
  throw badInput("Invalid number of jobs", {
    where: "--jobs",
    expected: "a whole number, at least 1",
    got: String(jobs),
  });
}
