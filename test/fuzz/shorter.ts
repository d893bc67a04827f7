import { judge, type Input } from "./judge.js";
import type { Reader } from "./reader.js";

/** Seconds of processor time at most. */
const MOST = 5;

/** What two failures have in common when they are of one cause. */
const causeOf = (wrong: string): string => wrong.split("\n").slice(0, 2).join("\n").slice(0, 80);

/** An input without what its failure does not need: pieces are left out, large ones first. */
export async function shorter(
  reader: Reader,
  input: Input,
  wrong: string,
  folder: string,
): Promise<Input> {
  if (input.isSound) return input;
  let { bytes } = input;
  const before = process.cpuUsage();
  const isOver = (): boolean => {
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1e6 > MOST;
  };
  for (let size = Math.ceil(bytes.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let at = 0; at < bytes.length && !isOver();) {
      const rest = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + size)]);
      const found = await judge(reader, { ...input, bytes: rest }, folder);
      if (found !== null && causeOf(found) === causeOf(wrong)) bytes = rest;
      else at += size;
    }
  }
  return { ...input, bytes };
}
