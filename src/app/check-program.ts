import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkProtocol } from "../programs/check/check.js";
import type { Point } from "../programs/check/points.js";
import { loadProgram } from "../programs/locate.js";

export type { Point } from "../programs/check/points.js";

export interface CheckProgramRequest {
  /** The program's command: one text that is split at blanks, or its words. */
  readonly command: string | readonly string[];
  /** Seconds without a line after which it counts as hung. */
  readonly silence: number;
}

export interface ProgramCheck {
  readonly points: readonly Point[];
  /** Whether no point failed. */
  readonly isFine: boolean;
  /** What the program read and wrote (spec.json, stderr.log), kept where a point failed; else null. */
  readonly folder: string | null;
}

/**
 * Tries a user's training program on a tiny run, point by point of docs/worker-protocol.md.
 *
 * @param signal ends the check; what it has written is removed.
 * @param onPoint called as each point is tried.
 * @throws AmtlError (2) for a command that needs a shell; the signal's reason when it ended the check.
 */
export async function checkProgram(
  { command, silence }: CheckProgramRequest,
  signal: AbortSignal,
  onPoint: (point: Point) => void = () => undefined,
): Promise<ProgramCheck> {
  const program = await loadProgram({ command, silence }, process.cwd(), "worker check");
  const folder = await mkdtemp(join(tmpdir(), "amtl-worker-"));
  const points: Point[] = [];
  const isFine = (): boolean => points.every(({ outcome }) => outcome !== "not ok");
  try {
    for await (const point of checkProtocol(program, folder, signal)) {
      points.push(point);
      onPoint(point);
    }
  } finally {
    if (signal.aborted || isFine()) await rm(folder, { recursive: true, force: true });
  }
  return { points, isFine: isFine(), folder: isFine() ? null : folder };
}
