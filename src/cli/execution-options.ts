import type { InferredOptionTypes } from "yargs";
import type { CheckRequest } from "../app/doctor/doctor.js";
import { checkedJobs } from "../app/execution/jobs.js";
import type { ExecutionRequest } from "../app/execution/place.js";
import { readDuration } from "../base/text/duration.js";
import { DEFAULT_EXECUTOR, EXECUTORS } from "../executors/registry.js";
import { engine } from "./options.js";

/** How runs are executed: the further options of `run`. Those of executors come beside them. */
export const executionOptions = {
  executor: {
    choices: EXECUTORS.map(({ id }) => id),
    default: DEFAULT_EXECUTOR,
    requiresArg: true,
    describe: "where to execute runs",
  },
  ...Object.fromEntries(
    EXECUTORS.flatMap(({ options }) =>
      options.map(({ name, describe }) => [
        name,
        { type: "string", array: true, nargs: 1, describe } as const,
      ]),
    ),
  ),
  jobs: {
    type: "number",
    requiresArg: true,
    describe: "runs at a time (default: one a GPU, or as many as the cores carry)",
  },
  gpus: {
    type: "string",
    requiresArg: true,
    describe: "GPUs to use, e.g. 0,1, or auto for all",
  },
  budget: {
    type: "string",
    requiresArg: true,
    describe: "start no run beyond this slot time, e.g. 40h (GPU hours with --gpus)",
  },
  "time-limit": {
    type: "string",
    requiresArg: true,
    describe: "stop a run with a checkpoint after this time, e.g. 2h; it counts as failed",
  },
  engine,
  recompute: {
    type: "boolean",
    default: false,
    describe: "compute encoder layers again instead of keeping them: same bits, less memory",
  },
  keep: {
    choices: ["weights", "scores"] as const,
    requiresArg: true,
    describe: "what stays of a model; predict and export need weights (default: the profile's)",
  },
  twice: {
    type: "boolean",
    default: false,
    describe: "do each run a second time elsewhere, and compare the bits",
  },
  force: {
    type: "string",
    array: true,
    nargs: 1,
    describe:
      "train this run again though it is done; the old result stays until then (repeatable)",
  },
  until: {
    choices: ["decided"],
    requiresArg: true,
    describe: "add seeds until each cell has its verdict, nearest first (profile paper)",
  },
  "max-seeds": {
    type: "number",
    default: 20,
    requiresArg: true,
    describe: "with --until: seeds of a cell at most",
  },
  "dry-run": { type: "boolean", default: false, describe: "show what would run, and stop" },
  quiet: { type: "boolean", default: false, describe: "show no progress" },
} as const;

/**
 * The options with their words understood.
 * @throws AmtlError (2) for what is no duration, and for an impossible number of jobs.
 */
export function executionRequest(
  options: InferredOptionTypes<typeof executionOptions>,
): ExecutionRequest {
  const { executor, jobs, gpus, budget, "time-limit": timeLimit } = options;
  return {
    executor,
    options: Object.fromEntries(
      EXECUTORS.flatMap((each) => each.options.map(({ name }) => name)).flatMap((name) => {
        const values = valuesOf(options, name);
        return values === undefined ? [] : [[name, values]];
      }),
    ),
    engine: options.engine,
    recompute: options.recompute,
    keep: options.keep,
    jobs: checkedJobs(jobs),
    gpus: gpus === undefined || gpus === "auto" ? gpus : gpus.split(",").map((name) => name.trim()),
    budget: budget === undefined ? undefined : readDuration("--budget", budget),
    timeLimit: timeLimit === undefined ? undefined : readDuration("--time-limit", timeLimit),
  };
}

/** The options by which `doctor` tries executors. */
export const checkOptions: Readonly<
  Record<string, { readonly type: "string"; readonly array: true; readonly describe: string }>
> = Object.fromEntries(
  EXECUTORS.flatMap(({ doctor }) =>
    doctor === undefined
      ? []
      : [[doctor.option.name, { type: "string", array: true, describe: doctor.option.describe }]],
  ),
);

/** The executor whose option was given. */
export function askedExecutor(options: object): CheckRequest["executor"] {
  for (const { id, doctor } of EXECUTORS) {
    const values = doctor && valuesOf(options, doctor.option.name);
    if (values !== undefined) return { id, values };
  }
  return undefined;
}

/** What was given for an option whose name only its executor knows. */
function valuesOf(options: object, name: string): readonly string[] | undefined {
  const values = new Map<string, unknown>(Object.entries(options)).get(name);
  return Array.isArray(values) ? values.map(String) : undefined;
}
