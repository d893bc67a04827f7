import { stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { diskError } from "./disk-errors.js";
import { FILES } from "./paths.js";

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
  stat(join(attempt, FILES.cancel)).then(
    () => true,
    () => false,
  );
