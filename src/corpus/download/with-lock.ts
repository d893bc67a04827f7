import { dirname } from "node:path";
import { lock } from "proper-lockfile";
import { failed } from "../../base/errors.js";
import { makeFolders } from "../../base/make-folders.js";
import { writeError } from "./errors.js";

/**
 * Runs `work` while no other process does so for the same path (which need not exist). A lock whose owner died
 * is taken over after some seconds.
 *
 * @throws AmtlError (1) when the lock was lost meanwhile, e.g. because the machine slept; (4) when the folder
 * cannot be written.
 */
export async function withLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  const lost: Error[] = [];
  const release = await makeFolders(dirname(path))
    .then(() =>
      lock(path, {
        realpath: false,
        stale: 5000,
        update: 1000,
        retries: { retries: 1200, factor: 1.2, minTimeout: 50, maxTimeout: 1000 },
        onCompromised: (error) => {
          lost.push(error);
        },
      }),
    )
    .catch((error: unknown) => {
      throw writeError(error, path);
    });
  const result = await work().finally(() => release().catch(() => undefined));
  if (lost.length > 0) {
    throw failed("Lock was taken over by another process", {
      where: path,
      fix: "run the same command again",
      cause: lost[0],
    });
  }
  return result;
}
