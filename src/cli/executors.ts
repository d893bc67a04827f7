import { AmtlError, ExitCode } from "../base/errors.js";
import type { Executor } from "../runner/executor.js";
import { launchProcess, workerPath } from "../runner/launch.js";
import { localExecutor } from "../runner/local.js";
import type { Slot } from "../runner/slots.js";
import type { ExecutorId } from "./options.js";

/** Seconds between two looks at a run that another process is doing. */
const POLL_SECONDS = 1;

/**
 * The executor of that name.
 * @param slots of this machine.
 * @throws AmtlError (3) for one that is not implemented.
 */
export function executorOf(id: ExecutorId, slots: readonly Slot[]): Executor {
  switch (id) {
    case "local":
      return localExecutor({
        slots,
        launch: launchProcess(workerPath()),
        pollSeconds: POLL_SECONDS,
      });
    case "slurm":
      throw new AmtlError(ExitCode.incomplete, "Slurm is not implemented yet", {
        where: "--executor",
        expected: "local",
        got: id,
      });
  }
}
