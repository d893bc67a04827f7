import { badInput } from "../base/errors.js";
import { parseDuration } from "../base/duration.js";
import type { ExecutionOptions } from "./options.js";

/** How much a user lets runs take. */
export interface Limits {
  /** Seconds for an attempt; null: as long as it takes. */
  readonly timeLimit: number | null;
  /** Seconds of slot time for the command; null: no end of it. */
  readonly budget: number | null;
}

/** @throws AmtlError (2) for what is no duration. */
export const readLimits = (options: Pick<ExecutionOptions, "time-limit" | "budget">): Limits => ({
  timeLimit: readDuration("--time-limit", options["time-limit"]),
  budget: readDuration("--budget", options.budget),
});

function readDuration(where: string, text: string | undefined): number | null {
  if (text === undefined) return null;
  const seconds = parseDuration(text);
  if (seconds !== null) return seconds;
  throw badInput("Impossible duration", {
    where,
    expected: "a number with its unit, such as 40h, 90m or 1h30m",
    got: text,
  });
}
