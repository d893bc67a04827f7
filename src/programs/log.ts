import { createWriteStream } from "node:fs";

/** What a program prints beside messages is kept up to here: a log must not fill the disk. */
const HEAD_BYTES = 10 * 2 ** 20;
/** And so much of its end, which says why it failed. */
const TAIL_BYTES = 2 ** 16;

export interface ProgramLog {
  readonly write: (chunk: Buffer) => void;
  /** Resolves when all of it is in the file. Never rejects. */
  readonly close: () => Promise<void>;
}

/** A log that is appended to; one that cannot be written is no reason to end a run. */
export function openLog(path: string): ProgramLog {
  const file = createWriteStream(path, { flags: "a" });
  const closed = new Promise<void>((resolve) => {
    file.once("error", () => {
      resolve();
    });
    file.once("close", resolve);
  });
  let room = HEAD_BYTES;
  let beyond = 0;
  let tail = Buffer.alloc(0);
  return {
    write: (chunk) => {
      const head = chunk.subarray(0, room);
      if (head.length > 0) file.write(head);
      room -= head.length;
      const rest = chunk.subarray(head.length);
      beyond += rest.length;
      if (rest.length > 0) tail = Buffer.concat([tail, rest]).subarray(-TAIL_BYTES);
    },
    close: () => {
      const left = beyond - tail.length;
      if (left > 0) file.write(`\n(${left} bytes left out)\n`);
      file.end(tail);
      return closed;
    },
  };
}
