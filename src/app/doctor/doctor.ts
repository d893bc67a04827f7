import { badInput } from "../../base/errors.js";
import type { Check } from "../../contract/check.js";
import { executorOf } from "../../executors/registry.js";
import { PROFILES } from "../../methods/profiles/profiles.js";
import { resultsRoot } from "../../store/paths.js";
import { engineFor, siteOf } from "../execution/place.js";

/** Which checks to make. */
export interface CheckRequest {
  /** Folder of runs and tables; left out: AMTL_RESULTS, else results/runs of this project. */
  readonly results?: string | undefined;
  /** An executor to try, with its options; absent: this machine is looked at. */
  readonly executor?: { readonly id: string; readonly values: readonly string[] } | undefined;
  /** Seconds for an executor's first job to start. */
  readonly waitSeconds: number;
}

/**
 * Whether runs would work, check by check, as they are made.
 * @throws AmtlError (2) for an executor that has no checks or does not take the options, (4) without an engine.
 */
export async function* checkPlace(request: CheckRequest): AsyncGenerator<Check> {
  const { waitSeconds } = request;
  const root = resultsRoot(request.results);
  if (!(waitSeconds > 0)) {
    throw badInput("Invalid --wait", {
      where: "--wait",
      expected: "a number of seconds above 0",
      got: String(waitSeconds),
    });
  }
  if (request.executor === undefined) {
    yield* (await import("./machine.js")).checkMachine(root);
    return;
  }
  const { id, values } = request.executor;
  const executor = executorOf(id);
  if (executor.doctor === undefined) {
    throw badInput(`Executor ${id} has no checks`, { expected: "amtl-run doctor", got: id });
  }
  const engine = await engineFor(undefined, false);
  const { threads } = PROFILES.smoke;
  const site = siteOf(executor);
  yield* executor.doctor.check({ root, values, site, threads, engine, waitSeconds });
}
