import { join } from "node:path";
import { AmtlError, badInput, ExitCode } from "../base/errors.js";
import { shortId } from "../base/short-id.js";
import { labelOf } from "../experiment/plan/run-label.js";
import type { TrainSpec } from "../contract/spec.js";
import type { RunEvent } from "../contract/event.js";
import { listAttempts } from "../store/claim.js";
import { attemptDir, FILES, resultsRoot, trainDir } from "../store/paths.js";
import { readSpec } from "../store/spec.js";
import { readTail } from "../store/tail.js";
import type { CommandModule } from "./command.js";
import { jsonOption, type JsonOption } from "./json-option.js";
import { followLog, readLog } from "./logs/follow.js";
import { newTeller } from "./logs/words.js";
import { oneRun, plannedRuns, runIds } from "./run-words.js";

interface Options extends JsonOption {
  readonly run: string;
  readonly follow: boolean;
  readonly attempt: number | undefined;
  readonly results: string | undefined;
}

/** `amtl-run logs`: what happened to a run, in words or as it was logged. */
const command: CommandModule<Options> = {
  builder: (yargs) =>
    jsonOption(yargs)
      .positional("run", {
        type: "string",
        demandOption: true,
        describe: "id of a run, or its first digits",
      })
      .option("follow", {
        alias: "f",
        type: "boolean",
        default: false,
        describe: "go on until the run ends, also in a new attempt",
      })
      .option("attempt", {
        type: "number",
        requiresArg: true,
        describe: "another attempt than the last",
      })
      .option("results", {
        type: "string",
        requiresArg: true,
        describe: "folder of runs and tables (default: AMTL_RESULTS, else results/)",
      }),
  handler: async (options) => {
    const root = resultsRoot(options.results);
    const planned = await plannedRuns(root);
    const ids = new Set([...(await runIds(root)), ...planned.keys()]);
    const trainId = oneRun(options.run, [...ids], "logs");
    const dir = trainDir(root, trainId);
    const attempts = await listAttempts(dir);
    const attempt = chosen(attempts, options.attempt, trainId);
    const label = planned.get(trainId)?.label ?? (await labelIn(dir)) ?? "unknown run";
    return await show({ ...options, dir, trainId, label, attempts, attempt });
  },
};
export default command;

/** @throws AmtlError (3) for a run that has no attempt, (2) for a number that none has. */
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
async function labelIn(dir: string): Promise<string | null> {
  const content = (await readSpec(dir)) as { readonly spec?: unknown } | null;
  return content?.spec == null ? null : labelOf(content.spec as TrainSpec);
}

interface Shown extends Options {
  readonly dir: string;
  readonly trainId: string;
  readonly label: string;
  readonly attempts: readonly number[];
}

async function show(shown: Shown & { readonly attempt: number }): Promise<ExitCode> {
  const { dir, trainId, label, json, follow } = shown;
  const { tell } = newTeller(trainId);
  const print = (line: string): void => {
    process.stdout.write(`${line}\n`);
  };
  let last: RunEvent | null = null;
  let { attempt } = shown;
  for await (const found of (follow ? followLog : readLog)(dir, attempt)) {
    if (found.type === "attempt") {
      ({ attempt } = found);
      if (!json) print(`${shortId(trainId)}  ${label}, attempt ${attempt}`);
      continue;
    }
    last = found.event ?? last;
    if (json) {
      // A line that a crash tore is no JSON; it stays in the file.
      if (found.event !== null) print(found.text);
    } else {
      const line = found.event === null ? null : tell(found.event);
      if (line !== null) print(line);
    }
  }
  if (!json) for (const line of await endOf(dir, attempt, shown.attempts)) print(line);
  if (!follow || last?.type === "finished") return ExitCode.done;
  return last?.type === "failed" ? ExitCode.failed : ExitCode.incomplete;
}

/** Bytes and lines of the worker's standard error that are shown. */
const STDERR = { bytes: 8192, lines: 20 } as const;

/** What the worker said beside its events, and where everything is. */
async function endOf(dir: string, attempt: number, attempts: readonly number[]): Promise<string[]> {
  const folder = attemptDir(dir, attempt);
  const stderr = join(folder, FILES.stderr);
  const said = (await readTail(stderr, STDERR.bytes)).trimEnd().split("\n").slice(-STDERR.lines);
  const earlier = attempts.filter((k) => k < attempt);
  return [
    ...(said.join("") === "" ? [] : ["", "the worker's last words:", ...said.map((l) => `  ${l}`)]),
    "",
    `events:  ${join(folder, FILES.log)}`,
    `worker:  ${stderr}`,
    `run:     ${dir}`,
    ...(earlier.length === 0 ? [] : [`earlier: --attempt ${earlier.join(", ")}`]),
  ];
}
