import { mkdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { badInput, lacking, describeError } from "../base/errors.js";
import { FILES } from "../store/paths.js";
import { prettyJson, replaceFile } from "../store/files.js";
import { broken, MANUAL, ProgramEnded, ProgramFailure } from "./failure.js";
import { openLog } from "./log.js";
import { newListener, type Listener, type ListenerOptions, type Summary } from "./listener.js";
import type { ProgramStart } from "./locate.js";
import { environmentOf, startProgram } from "./program.js";
import type { RunSpec } from "./protocol.js";
import { watch, type Watched, type Watching } from "./watch.js";

export interface SessionOptions
  extends Pick<Watching, "grace" | "check">, Pick<ListenerOptions, "say" | "onCheckpoint"> {
  readonly attempt: string;
  readonly spec: RunSpec;
  readonly start: ProgramStart;
}

export interface Session extends Watched {
  readonly summary: Summary;
}

/** Writes what the program reads, and removes what an earlier program may have left. */
export async function writeRunSpec(attempt: string, spec: RunSpec): Promise<void> {
  for (const { predictions } of spec.evaluate) {
    await mkdir(dirname(predictions), { recursive: true });
    await rm(predictions, { force: true });
  }
  await replaceFile(join(attempt, FILES.spec), prettyJson(spec));
}

/** What a program did, not judged. */
export interface Followed extends Watched {
  readonly heard: Pick<Listener, "summary" | "failed" | "messages" | "others">;
}

/** Runs a program once, from its start to its end. Never rejects for what the program does. */
export async function follow(options: SessionOptions): Promise<Followed> {
  const { attempt, spec, start, grace, check } = options;
  await writeRunSpec(attempt, spec);
  const log = openLog(join(attempt, FILES.stderr));
  const env = environmentOf(attempt, spec.checkpoints, spec.threads);
  const program = startProgram(start, attempt, env);
  const heard = newListener({
    engine: `worker: ${start.argv.join(" ")}`,
    pid: program.pid ?? 0,
    say: options.say,
    onCheckpoint: options.onCheckpoint,
    log: (line) => {
      log.write(Buffer.from(`${line}\n`));
    },
  });
  const watching = { silence: start.silence, grace, check, onStderr: log.write };
  const watched = await watch(program, { ...watching, onLine: heard.onLine });
  await log.close();
  return { ...watched, heard };
}

/**
 * Runs a program once, from its start to a summary that can be believed.
 *
 * @throws ProgramFailure for what it did wrong, ProgramEnded when it ended badly by itself, and what `check` threw when
 *   it was to stop and has not finished all the same.
 */
export async function runSession(options: SessionOptions): Promise<Session> {
  const followed = await follow(options);
  const { exit, reason, heard } = followed;
  if (exit.startError !== null) throw notStarted(options.start, exit.startError);
  if (reason instanceof ProgramFailure) throw reason;
  if (heard.failed !== null) throw heard.failed;
  const ended = exit.code === 0 && heard.summary !== null;
  if (reason !== null && !ended) throw reason;
  if (exit.code !== 0) throw new ProgramEnded(exit);
  return { ...followed, summary: believed(heard.summary, options.spec) };
}

/**
 * The summary of a program that ended well.
 * @throws ProgramFailure when there is none, or that of another run.
 */
export function believed(summary: Summary | null, { trainId }: RunSpec): Summary {
  if (summary === null) {
    throw broken(
      badInput("Program exited without a summary", {
        where: "standard output",
        expected: `a last line {"type": "summary", "schema": 1, "trainId": "${trainId.slice(0, 12)}…"}`,
        got: "none",
        fix: `print it when all predictions are written (${MANUAL})`,
      }),
    );
  }
  if (summary.trainId === trainId) return summary;
  throw broken(
    badInput("Program's summary is for another run", {
      where: "standard output, summary, field trainId",
      expected: trainId,
      got: summary.trainId,
      fix: "pass on the trainId of the spec.json that this very attempt was given",
    }),
  );
}

const notStarted = ({ argv, cwd }: ProgramStart, why: string): ProgramFailure => {
  const error = lacking("Cannot start the program", {
    where: `in ${cwd}`,
    expected: `a program ${argv[0]} in PATH, or a path of one that can be executed`,
    got: why,
    fix: "try the command in that folder; its environment (a virtual environment, modules) has to be active where amtl-run runs",
  });
  return new ProgramFailure("environment", describeError(error), error);
};
