import { badInput } from "../../base/errors.js";
import type { RunRequest } from "../run/request.js";

/** Runs until the verdicts are reached. */
export interface UntilRequest extends RunRequest {
  /** Seeds of a cell at most. */
  readonly maxSeeds: number;
}

/** Fewer do not make a spread that is worth a test. */
const FEWEST = 3;

/** @throws AmtlError (2) for what does not go with deciding. */
export function checkUntil({
  profile,
  seeds,
  maxSeeds,
  twice,
  force,
  settings,
}: UntilRequest): void {
  if (profile !== "paper") {
    throw badInput("--until decided needs profile paper", {
      where: `--profile ${profile ?? "smoke"}`,
      expected: "the paper's own scale: verdicts against the paper are given nowhere else",
      fix: "--profile paper",
    });
  }
  if (settings?.limit !== undefined) {
    throw badInput("--until decided takes no --limit", {
      where: "--limit",
      expected: "whole data sets: a try on few documents is not held against the paper",
    });
  }
  if (seeds !== undefined) {
    throw badInput("--until decided chooses the seeds itself", {
      where: "--seeds",
      expected: "--max-seeds, how many a cell may have",
      fix: `--max-seeds ${Math.max(seeds.length, FEWEST)}`,
    });
  }
  if (twice === true || (force ?? []).length > 0) {
    throw badInput("--until decided does not go with --twice or --force", {
      where: twice === true ? "--twice" : "--force",
      expected: "one of the two",
    });
  }
  if (!Number.isInteger(maxSeeds) || maxSeeds < FEWEST) {
    throw badInput("Invalid number of seeds", {
      where: "--max-seeds",
      expected: `a whole number from ${FEWEST} on`,
      got: String(maxSeeds),
    });
  }
}
