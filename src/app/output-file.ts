import { dirname } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { diskError } from "../store/disk-errors.js";

/**
 * Writes a file that the user named: the old content or the new, never a part.
 * @throws AmtlError (4) when the disk is full or the place cannot be written.
 */
export async function writeOutput(path: string, content: string | Buffer): Promise<void> {
  try {
    await writeFileAtomic(path, content);
  } catch (error) {
    throw diskError(error, dirname(path));
  }
}
