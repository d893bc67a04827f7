import { readFile } from "node:fs/promises";
import type { WorkerMessage } from "../../contract/event.js";
import { scoreFacts } from "../../scoring/metrics.js";
import { ProgramFailure } from "../failure.js";
import { readWritten } from "../predictions.js";
import { believed } from "../session.js";
import { attemptPoint, failedPoint, note, notOk, ok, type Point } from "./points.js";
import { SETS, type Trial, type Tried } from "./trial.js";

/** Seconds that a program has for its checkpoint, as in a run. */
export const GRACE_SECONDS = 60;

/** Whether it did all that it had to say. */
export const isSound = ({ exit, heard }: Tried): boolean =>
  exit.code === 0 && heard.summary !== null;

/** Whether it printed what cannot be read, and was ended for it. */
export const isBroken = ({ reason }: Pick<Tried, "reason">): boolean =>
  reason instanceof ProgramFailure && reason.kind !== "timed-out";

const countOf = (said: readonly WorkerMessage[], name: WorkerMessage["type"]): number =>
  said.filter(({ type }) => type === name).length;

const lines = (count: number): string => `${count} ${count === 1 ? "line" : "lines"}`;

const exitText = ({ exit, lastWords }: Tried): string =>
  exit.signal ?? `code ${exit.code}${exit.code === 0 || lastWords === "" ? "" : ` (${lastWords})`}`;

/** Whether it starts, and says what can be read. */
export function* startPoints(
  { program }: Trial,
  { exit, heard, said, reason }: Tried,
): Generator<Point> {
  const { argv, cwd } = program.start;
  const startable = "a program that can be started";
  if (exit.startError !== null) {
    yield notOk("start", startable, `${exit.startError} (in ${cwd})`);
    return;
  }
  yield ok("start", startable, `${argv.join(" ")} in ${cwd}`);
  const expected = "messages with all their fields";
  yield isBroken({ reason })
    ? failedPoint("messages", expected, reason)
    : ok("messages", expected, `${heard.messages} of ${lines(heard.messages + heard.others)}`);
  const progress = countOf(said, "progress");
  yield progress > 0
    ? ok("progress", "a line now and then", lines(progress))
    : note("progress", "a line now and then", "none; a run that is silent for long is ended");
}

/** Whether it came to its end by itself, and well. */
export function endPoint(tried: Tried): Point {
  const { exit, reason, heard, seconds } = tried;
  const words = heard.failed?.message ?? (reason === null ? null : reason.message);
  if (words !== null) return notOk("exit", "code 0", words);
  return exit.code === 0
    ? ok("exit", "code 0", `code 0 after ${seconds.toFixed(1)} s`)
    : notOk("exit", "code 0", exitText(tried));
}

export const summaryPoint = ({ heard, spec }: Tried): Promise<Point> =>
  attemptPoint("summary", "schema 1 and this run's trainId", () => {
    believed(heard.summary, spec);
    return "schema 1, and this run's trainId";
  });

/** Whether what it wrote can be scored. */
export async function* predictionPoints(
  { inputs, train }: Trial,
  { spec }: Tried,
): AsyncGenerator<Point> {
  for (const { set, predictions } of spec.evaluate) {
    const scored = await inputs.scored(set);
    const facts = await inputs.facts(train.trainSet);
    yield await attemptPoint("predictions", `a file for ${set} that can be scored`, async () => {
      const made = await readWritten(predictions, scored);
      const { metrics } = scoreFacts(made, scored.gold, facts);
      return `${set}: ${made.length} facts, F1 ${metrics.f1.toFixed(2)}`;
    });
  }
}

/** The step of the last checkpoint that was reported. */
export const savedStep = (said: readonly WorkerMessage[]): number | null => {
  const last = said.findLast((message) => message.type === "checkpoint");
  return last?.type === "checkpoint" ? last.step : null;
};

/** What it did when it was to end in the middle. */
export function* stopPoints(tried: Tried): Generator<Point> {
  const expected = `to end within ${GRACE_SECONDS} s of SIGTERM`;
  if (isSound(tried)) {
    const why = `it came to its end first, in ${tried.seconds.toFixed(1)} s: let it take longer to try this`;
    yield note("stop", expected, why);
    return;
  }
  yield tried.exit.signal === "SIGKILL"
    ? notOk("stop", expected, "it went on and was killed")
    : ok("stop", expected, exitText({ ...tried, lastWords: "" }));
  const step = savedStep(tried.said);
  const wanted = "a checkpoint, and a line that says so";
  yield step === null
    ? notOk("checkpoint", wanted, `no such line; ${exitText(tried)}`)
    : ok("checkpoint", wanted, `at step ${step}`);
}

/** What it made of its checkpoint. */
export async function* resumePoints(
  whole: Tried,
  resumed: Tried,
  step: number,
): AsyncGenerator<Point> {
  const started = resumed.said.find((message) => message.type === "started");
  const from = started?.type === "started" ? started.resumedAt : null;
  const expected = `started with resumedAt ${step}`;
  yield from === step
    ? ok("resume", expected, `resumedAt ${from}`)
    : notOk("resume", expected, `resumedAt ${from}`);
  const same = "an end as good as without interruption";
  if (!isSound(resumed)) {
    yield notOk("resumed", same, exitText(resumed));
    return;
  }
  const texts = async ({ spec }: Tried): Promise<string> =>
    (
      await Promise.all(spec.evaluate.map(({ predictions }) => readFile(predictions, "utf8")))
    ).join();
  const [a, b] = await Promise.all([whole, resumed].map((tried) => texts(tried).catch(() => null)));
  const bytes = "the predictions of the run without interruption";
  yield a !== null && a === b
    ? ok("resumed", bytes, `the same for ${SETS.join(" and ")}`)
    : note("resumed", bytes, "others than without interruption: what is random does not go on");
}
