import type { Argv } from "yargs";
import type { ExecutionRequest } from "../app/execution/place.js";
import { parseDuration } from "../base/duration.js";
import { badInput } from "../base/errors.js";
import { DEFAULT_EXECUTOR, EXECUTORS } from "../executors/registry.js";
import { readJobs } from "./options.js";

/** How runs are executed: the further options of `run`, as they are typed. Those of executors come beside them. */
export interface ExecutionOptions {
  readonly executor: string;
  readonly jobs: number | undefined;
  readonly gpus: string | undefined;
  readonly budget: string | undefined;
  readonly "time-limit": string | undefined;
  readonly engine: string | undefined;
  readonly twice: boolean;
  readonly "dry-run": boolean;
  readonly quiet: boolean;
}

export function executionOptions<T>(yargs: Argv<T>): Argv<T & ExecutionOptions> {
  const before = yargs.option("executor", {
    choices: EXECUTORS.map(({ id }) => id),
    default: DEFAULT_EXECUTOR,
    requiresArg: true,
    describe: "where to execute runs",
  });
  for (const { name, describe } of EXECUTORS.flatMap(({ options }) => options)) {
    before.option(name, { type: "string", array: true, nargs: 1, describe });
  }
  return before
    .option("jobs", {
      type: "number",
      requiresArg: true,
      describe: "runs at a time (default: one a GPU, or as many as the cores carry)",
    })
    .option("gpus", {
      type: "string",
      requiresArg: true,
      describe: "GPUs to use, e.g. 0,1, or auto for all",
    })
    .option("budget", {
      type: "string",
      requiresArg: true,
      describe: "start no run beyond this slot time, e.g. 40h (GPU hours with --gpus)",
    })
    .option("time-limit", {
      type: "string",
      requiresArg: true,
      describe: "stop a run with a checkpoint after this time, e.g. 2h; it counts as failed",
    })
    .option("engine", {
      type: "string",
      requiresArg: true,
      describe: "native, cuda or wasm (default: AMTL_ENGINE, else the best that works)",
    })
    .option("twice", {
      type: "boolean",
      default: false,
      describe: "do each run a second time elsewhere, and compare the bits",
    })
    .option("dry-run", {
      type: "boolean",
      default: false,
      describe: "show what would run, and stop",
    })
    .option("quiet", { type: "boolean", default: false, describe: "show no progress" });
}

/**
 * The options with their words understood.
 * @throws AmtlError (2) for what is no duration, and for an impossible number of jobs.
 */
export function executionRequest(options: ExecutionOptions): ExecutionRequest {
  const { executor, engine, jobs, gpus, budget, "time-limit": timeLimit } = options;
  return {
    executor,
    options: executorOptions(options),
    engine,
    jobs: readJobs(jobs),
    gpus: gpus === undefined || gpus === "auto" ? gpus : gpus.split(",").map((name) => name.trim()),
    budget: readDuration("--budget", budget),
    timeLimit: readDuration("--time-limit", timeLimit),
  };
}

/** What was given for executors' own options. */
function executorOptions(options: object): Record<string, readonly string[]> {
  const own = EXECUTORS.flatMap((executor) => executor.options.map(({ name }) => name));
  return Object.fromEntries(
    Object.entries(options).flatMap(([name, values]: [string, unknown]) =>
      own.includes(name) && Array.isArray(values) ? [[name, values.map(String)]] : [],
    ),
  );
}

function readDuration(where: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const seconds = parseDuration(text);
  if (seconds !== null) return seconds;
  throw badInput("Invalid duration", {
    where,
    expected: "a number with its unit, such as 40h, 90m or 1h30m",
    got: text,
  });
}
