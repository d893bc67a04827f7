import { open } from "../base/machine/files.js";

/** The end of a file, at most so many bytes of it; "" where there is none or it cannot be read. */
export async function readTail(path: string, bytes: number): Promise<string> {
  try {
    const handle = await open(path, "r");
    try {
      const found = await handle.stat();
      if (!found.isFile()) return "";
      const { size } = found;
      const length = Math.min(size, bytes);
      const { buffer } = await handle.read(Buffer.alloc(length), 0, length, size - length);
      return buffer.toString("utf8");
    } finally {
      await handle.close();
    }
  } catch {
    return "";
  }
}

/** A file that others append to, read line by line. */
export interface LineReader {
  /** The lines that have become whole since the last call; none while there is no file. */
  readonly next: () => Promise<readonly string[]>;
}

export function newLineReader(path: string): LineReader {
  let position = 0;
  let rest = Buffer.alloc(0);
  return {
    next: async () => {
      const handle = await open(path, "r").catch(() => null);
      if (handle === null) return [];
      try {
        const found = await handle.stat();
        if (!found.isFile()) return [];
        const { size } = found;
        const length = Math.max(0, size - position);
        const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position);
        position += bytesRead;
        const all = Buffer.concat([rest, buffer.subarray(0, bytesRead)]);
        const end = all.lastIndexOf("\n") + 1;
        rest = all.subarray(end);
        return end === 0 ? [] : all.toString("utf8", 0, end - 1).split("\n");
      } finally {
        await handle.close();
      }
    },
  };
}
