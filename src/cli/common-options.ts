import type { Argv } from "yargs";
import type { ProfileId } from "../contract/train-spec.js";
import { ENGINE_IDS } from "../engine/registry.js";
import { PROFILE_IDS, profileOf } from "../methods/profiles/profiles.js";

/** Of every command that reads a results folder. */
export interface ResultsOption {
  readonly results: string | undefined;
}

export const resultsOption = <T>(yargs: Argv<T>): Argv<T & ResultsOption> =>
  yargs.option("results", {
    type: "string",
    requiresArg: true,
    describe: "folder of runs and tables (default: AMTL_RESULTS, else results/)",
  });

/** Of every command that depends on the scale. */
export interface ProfileOption {
  readonly profile: string;
}

export const profileOption = <T>(yargs: Argv<T>): Argv<T & ProfileOption> =>
  yargs.option("profile", {
    type: "string",
    default: "smoke",
    requiresArg: true,
    describe: `scale: ${PROFILE_IDS.join(", ")}`,
  });

/** @throws AmtlError (2) for an unknown profile; the nearest is offered. */
export const readProfile = ({ profile }: ProfileOption): ProfileId => profileOf(profile).id;

/** Of every command that computes. */
export interface EngineOption {
  readonly engine: string | undefined;
}

export const engineOption = <T>(yargs: Argv<T>): Argv<T & EngineOption> =>
  yargs.option("engine", {
    type: "string",
    requiresArg: true,
    describe: `${ENGINE_IDS.join(", ")} (default: AMTL_ENGINE, else the best that works)`,
  });
