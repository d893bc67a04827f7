import { AmtlError, ExitCode } from "../base/errors.js";
import type { Executor } from "../runner/executor.js";
import { launchProcess, workerPath } from "../runner/launch.js";
import { localExecutor } from "../runner/local.js";
import { withTimeLimit } from "../runner/time-limit.js";
import type { Slot } from "../runner/slots.js";
import type { Limits } from "./limits.js";
import type { ExecutorId } from "./options.js";

/** Seconds between two looks at a run that another process is doing. */
const POLL_SECONDS = 1;

/** Seconds for a checkpoint after the time limit: a step of a large model takes many. */
const GRACE_SECONDS = 120;

/**
 * The executor of that name.
 * @param slots of this machine.
 * @param limits that the user sets.
 * @throws AmtlError (3) for one that is not implemented.
 */
export function executorOf(id: ExecutorId, slots: readonly Slot[], limits: Limits): Executor {
  switch (id) {
    case "local": {
      const launch = launchProcess(workerPath());
      const { timeLimit } = limits;
      return localExecutor({
        slots,
        launch: timeLimit === null ? launch : withTimeLimit(launch, timeLimit, GRACE_SECONDS),
        pollSeconds: POLL_SECONDS,
      });
    }
    case "slurm":
      throw new AmtlError(ExitCode.incomplete, "Slurm is not implemented yet", {
        where: "--executor",
        expected: "local",
        got: id,
      });
  }
}
