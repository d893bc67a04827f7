import { join } from "node:path";
import { AmtlError, badInput, ExitCode } from "../../base/errors.js";
import { shortId } from "../../base/text/short-id.js";
import { labelOf } from "../../experiment/plan/run-label.js";
import { listAttempts } from "../../store/claims/attempts.js";
import { attemptDir, FILES, resultsRoot, stderrOf, trainDir } from "../../store/paths.js";
import { readIdentity } from "../../provenance/identity.js";
import { readTail } from "../../store/tail.js";
import { oneRun, plannedRuns, runIds } from "../lookup/runs.js";
import { followLog, readLog, type Found } from "./follow.js";

export type { Found } from "./follow.js";

export interface LogsRequest {
  /** Id of a run, or its first digits. */
  readonly run: string;
  /** Number of an attempt. Default: the last. */
  readonly attempt?: number | undefined;
  /** Whether to go on until the run ends, also in a new attempt. Default: false. */
  readonly follow?: boolean | undefined;
  /** Folder of runs and tables. Default: AMTL_RESULTS, else results/runs of this project. */
  readonly results?: string | undefined;
}

/** The log of a run. */
export interface Logs {
  readonly trainId: string;
  /** For people: "atlop amtl-n4-l3.5 minilm-l6 redocred seed 66". */
  readonly label: string;
  /** The attempt that the log begins with. */
  readonly attempt: number;
  /** New attempts and the lines of their logs, as they appear. */
  readonly found: AsyncGenerator<Found>;
  /** Where everything of an attempt is, and the last lines of its worker's standard error. */
  readonly placesOf: (attempt: number) => Promise<Places>;
}

export interface Places {
  readonly events: string;
  readonly stderr: string;
  readonly run: string;
  /** The last lines of standard error; none where it is empty. */
  readonly lastWords: readonly string[];
  /** Attempts before this one. */
  readonly earlier: readonly number[];
}

/**
 * What happened to a run.
 * @throws AmtlError (2) for a run or an attempt that is not there, (3) for a run that has not begun.
 */
export async function logs({ run, attempt, follow = false, results }: LogsRequest): Promise<Logs> {
  const root = resultsRoot(results);
  const planned = await plannedRuns(root);
  const ids = new Set([...(await runIds(root)), ...planned.keys()]);
  const trainId = oneRun(run, [...ids], "logs");
  const dir = trainDir(root, trainId);
  const attempts = await listAttempts(dir);
  const first = chosen(attempts, attempt, trainId);
  return {
    trainId,
    label: planned.get(trainId)?.label ?? (await labelIn(dir)),
    attempt: first,
    found: (follow ? followLog : readLog)(dir, first),
    placesOf: (each) => placesOf(dir, each, attempts),
  };
}

function chosen(attempts: readonly number[], asked: number | undefined, trainId: string): number {
  const last = attempts.at(-1);
  if (last === undefined) {
    throw new AmtlError(ExitCode.incomplete, `Run ${shortId(trainId)} has not begun`, {
      fix: "amtl-run status shows whether somebody is about to do it",
    });
  }
  if (asked === undefined || attempts.includes(asked)) return asked ?? last;
  throw badInput(`Run ${shortId(trainId)} has no attempt ${asked}`, {
    where: "--attempt",
    expected: `one of ${attempts.join(", ")}`,
    got: String(asked),
  });
}

/** A spec holds all that a label is made of. */
async function labelIn(dir: string): Promise<string> {
  const identity = await readIdentity(dir);
  return identity === null ? "unknown run" : labelOf(identity.spec);
}

/** Bytes and lines of the worker's standard error that are shown. */
const STDERR = { bytes: 8192, lines: 20 } as const;

async function placesOf(
  dir: string,
  attempt: number,
  attempts: readonly number[],
): Promise<Places> {
  const folder = attemptDir(dir, attempt);
  const stderr = stderrOf(folder);
  const lines = (await readTail(stderr, STDERR.bytes)).trimEnd().split("\n").slice(-STDERR.lines);
  return {
    events: join(folder, FILES.log),
    stderr,
    run: dir,
    lastWords: lines.join("") === "" ? [] : lines,
    earlier: attempts.filter((k) => k < attempt),
  };
}
