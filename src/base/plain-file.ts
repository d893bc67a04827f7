import { closeSync, constants, fstatSync, open, read } from "node:fs";
import { promisify } from "node:util";
import { constants as buffers } from "node:buffer";

/** The largest text that Node holds as one string. */
export const LARGEST_TEXT = buffers.MAX_STRING_LENGTH;

/** How a file is opened for reading: without waiting for the writer of a pipe that lies in its place. */
export const READING = constants.O_RDONLY | constants.O_NONBLOCK;

/** What lies in the place of a file, by the error of opening it; null for any other error. */
export function inItsPlace(error: unknown): string | null {
  if (!(error instanceof Error && "code" in error)) return null;
  if (error.code === "ELOOP") return "a loop of symbolic links lies in its place";
  return error.code === "ENXIO" ? "a socket lies in its place" : null;
}

/** What lies in the place of a file, by what the system says of it; null for a file. */
export const notAFile = (found: {
  readonly isFile: () => boolean;
  readonly isDirectory: () => boolean;
}): string | null =>
  found.isFile()
    ? null
    : found.isDirectory()
      ? "a folder lies in its place"
      : "a pipe or a device lies in its place";

/** The bytes of a file; or in words why there are none that could be read. */
export type PlainFile = { readonly bytes: Buffer } | { readonly why: string };

/** With callbacks inside: Node's other functions take four times as long, which thousands of files feel. */
const [openFile, readFile] = [promisify(open), promisify(read)];

/**
 * Reads a file, and nothing that lies in its place: a folder, a pipe that nobody writes to, a device without end.
 * @throws the system's error of opening or reading it: there is none, no permission, a bad disk.
 */
export async function readPlainFile(path: string): Promise<PlainFile> {
  let file: number;
  try {
    file = await openFile(path, READING);
  } catch (error) {
    const why = inItsPlace(error);
    if (why === null) throw error;
    return { why };
  }
  try {
    // The system knows this of an open file, and closes one that was only read, without asking any disk.
    const found = fstatSync(file);
    const why = notAFile(found);
    if (why !== null) return { why };
    if (found.size > LARGEST_TEXT) return { why: `it has ${found.size} bytes, more than 512 MiB` };
    const bytes = Buffer.allocUnsafe(found.size);
    let done = 0;
    while (done < bytes.length) {
      const { bytesRead } = await readFile(file, bytes, done, bytes.length - done, done);
      if (bytesRead === 0) break;
      done += bytesRead;
    }
    return { bytes: bytes.subarray(0, done) };
  } finally {
    closeSync(file);
  }
}
