import { constants } from "node:os";

const FULL = new Set(["ENOSPC", "EDQUOT"]);

/** Whether a system error says that the disk, or the user's share of it, is used up. */
export function isDiskFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, errno, cause } = error as NodeJS.ErrnoException;
  // Node has no name for a quota that is used up: "Unknown system error -122".
  const isQuota = errno !== undefined && -errno === constants.errno.EDQUOT;
  return isQuota || (code !== undefined && FULL.has(code)) || isDiskFull(cause);
}
