import { join } from "node:path";
import { stat, writeFile } from "../../base/machine/files.js";
import { diskError } from "../disk-errors.js";
import { FILES } from "../paths.js";

/**
 * Asks whoever keeps the heartbeat of an attempt, on whatever machine, to end it with a checkpoint. They look at
 * every beat.
 * @throws AmtlError (4) when the folder cannot be written.
 */
export async function requestCancel(attempt: string): Promise<void> {
  await writeFile(join(attempt, FILES.cancel), "cancel\n").catch((error: unknown) => {
    throw diskError(error, attempt);
  });
}

/** Whether someone asked for the attempt's end. */
export const isCancelRequested = (attempt: string): Promise<boolean> =>
  exists(join(attempt, FILES.cancel));

/** In a command's folder, the request to leave one run of its plan out. */
const runRequest = (command: string, trainId: string): string =>
  join(command, `${FILES.cancel}.${trainId}`);

/**
 * Asks a command at work on a plan not to begin a run; it checks before it starts the run.
 * @returns whether nobody had asked before.
 * @throws AmtlError (4) when the folder cannot be written.
 */
export async function requestRunCancel(command: string, trainId: string): Promise<boolean> {
  const file = runRequest(command, trainId);
  const isNew = !(await exists(file));
  await writeFile(file, "cancel\n").catch((error: unknown) => {
    throw diskError(error, command);
  });
  return isNew;
}

/** Whether someone asked the command to leave the run out. */
export const isRunCancelRequested = (command: string, trainId: string): Promise<boolean> =>
  exists(runRequest(command, trainId));

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
