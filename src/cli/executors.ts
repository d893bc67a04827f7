import { AmtlError, ExitCode } from "../base/errors.js";
import type { Executor } from "../runner/executor.js";
import { launchProcess, workerPath } from "../runner/launch.js";
import { localExecutor } from "../runner/local.js";
import type { ExecutorId } from "./options.js";

/** Seconds between two looks at a run that another process is doing. */
const POLL_SECONDS = 1;

/**
 * The executor of that name.
 * @param jobs runs at a time.
 * @throws AmtlError (3) for one that is not implemented.
 */
export function executorOf(id: ExecutorId, jobs: number): Executor {
  switch (id) {
    case "local":
      return localExecutor({
        jobs,
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
