import type { FileFacts } from "./machine/contract.js";

type Stamped = Pick<FileFacts, "size" | "mtimeMs" | "ctimeMs">;

/**
 * Size in bytes and times in ms: what was found out of a file's content holds as long as they are the same. Both times:
 * one that lies in the future, as archives and wrong clocks leave them, hides what the other says.
 */
export const fileStamp = ({ size, mtimeMs, ctimeMs }: Stamped): [number, number, number] => [
  size,
  mtimeMs,
  ctimeMs,
];

export const isSameStamp = (one: Stamped, other: Stamped): boolean =>
  fileStamp(one).join() === fileStamp(other).join();
