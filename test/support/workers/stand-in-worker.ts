/**
 * Stands in for the trainer: obeys the same protocol, takes a fraction of a second, and computes a chain of hashes,
 * in which a lost, repeated or torn step shows in the result.
 */
import { appendFile, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { sha256 } from "../../../src/base/canonical.js";
import type { EvalResult, Metrics } from "../../../src/contract/result.js";
import type { WorkerMessage } from "../../../src/contract/event.js";
import { isSuperseded, Superseded } from "../../../src/store/claims/claim.js";
import { prettyJson, replaceFile } from "../../../src/store/files.js";
import { evalDir, trainDir } from "../../../src/store/paths.js";
import { readResult, writeResult } from "../../../src/store/result.js";
import type { Job } from "../../../src/contract/job.js";
import type { Behaviour, WorkerPlan } from "./behaviour.js";

const STEPS = 12;
const attempt = process.argv[2];
const job = JSON.parse(await readFile(join(attempt, "job.json"), "utf8")) as Job;
const plan = JSON.parse(process.env.AMTL_TEST_WORKER ?? '{"ms":100}') as WorkerPlan;
const first = basename(attempt) === "1";
const planned: Behaviour = plan.bySeed?.[job.train.seed] ?? { act: "ok" };
const behaviour: Behaviour = first || planned.always === true ? planned : { act: "ok" };

let stopping = false;
process.on("SIGTERM", () => {
  stopping = true;
});
process.on("disconnect", () => process.exit(1));
process.stdout.on("error", () => process.exit(1));

const say = (message: WorkerMessage): void => {
  process.stdout.write(`${JSON.stringify(message)}\n`);
};
const percent = (text: string): number => (parseInt(sha256(text).slice(0, 6), 16) / 0xffffff) * 100;
const metricsOf = (text: string): Metrics => ({
  f1: percent(`f1 ${text}`),
  ignF1: percent(`ign ${text}`),
  precision: percent(`p ${text}`),
  recall: percent(`r ${text}`),
});

/** Scores that the test decides, else chance's. */
function scoresOf(text: string): Metrics {
  const { loss, layout, seed } = job.train;
  const f1 = plan.f1?.[layout.segments === null ? loss.id : "amt"]?.[seed];
  return f1 === undefined ? metricsOf(text) : { f1, ignF1: f1 - 1, precision: f1, recall: f1 };
}

const dir = trainDir(job.root, job.trainId);
const checkpoint = join(dir, "checkpoint.json");

async function load(): Promise<{ step: number; state: string }> {
  try {
    return JSON.parse(await readFile(checkpoint, "utf8")) as { step: number; state: string };
  } catch {
    return { step: 0, state: sha256(job.trainId) };
  }
}

async function save(step: number, state: string): Promise<void> {
  if (await isSuperseded(attempt)) process.exit(130);
  await replaceFile(checkpoint, prettyJson({ step, state }));
  say({ type: "checkpoint", step });
}

async function misbehave(): Promise<void> {
  switch (behaviour.act) {
    case "ok":
    case "freeze":
      return;
    case "exit":
      process.stderr.write("something broke\n");
      return process.exit(behaviour.code ?? 1);
    case "die":
      process.kill(process.pid, "SIGKILL");
      return delay(1000);
    case "hang":
      process.removeAllListeners("SIGTERM").on("SIGTERM", () => undefined);
      return delay(600_000);
    case "garbage":
      process.stdout.write('no JSON\n{"torn": \n{"type":"unknown"}\n\u0000\u0001\n');
      return;
    case "empty":
      return process.exit(0);
    case "wrong":
      await replaceFile(
        join(dir, "result.json"),
        prettyJson({ schema: 1, trainId: "f".repeat(64) }),
      );
      return process.exit(0);
    case "fail":
      say({
        type: "failed",
        kind: "not-a-number",
        message: "loss is NaN",
        log: null,
        retry: false,
      });
      return process.exit(1);
    case "full":
      process.stderr.write("Error: ENOSPC: no space left on device, write\n");
      return process.exit(1);
  }
}

async function train(): Promise<string> {
  const begun = await load();
  let { step, state } = begun;
  say({ type: "started", engine: "stand-in", pid: process.pid, resumedAt: step || null });
  while (step < STEPS) {
    await delay(plan.ms / STEPS);
    step++;
    state = sha256(`${state} ${step}`);
    const rate = (1000 * STEPS) / plan.ms;
    const loss = STEPS / (step + STEPS);
    say({ type: "progress", epoch: 1, epochs: 1, step, steps: STEPS, loss, stepsPerSecond: rate });
    if (step % 3 === 0) await save(step, state);
    if (step === Math.max(begun.step + 1, STEPS / 2)) await misbehave();
    if (stopping) {
      await save(step, state);
      process.exit(130);
    }
  }
  return state;
}

/** As the trainer: another attempt has the run, and will say so. */
function giveUp(error: unknown): never {
  if (error instanceof Superseded) process.exit(130);
  throw error;
}

if ((await readResult(dir)) === null) {
  const state = await train();
  const dev = [{ step: STEPS, epoch: 1, loss: 0.5, ...metricsOf(state) }];
  say({ type: "evaluated", evalSet: job.train.devSet, epoch: 1, metrics: metricsOf(state) });
  const result = { schema: 1, trainId: job.trainId, dev, best: 0, steps: STEPS } as const;
  if (behaviour.act === "freeze") process.kill(process.pid, "SIGSTOP");
  await writeResult(dir, result, attempt).catch(giveUp);
  const { AMTL_TEST_JOURNAL: journal } = process.env;
  if (journal !== undefined) await appendFile(journal, `${job.trainId}\n`);
}
for (const { evalId, spec } of job.evals) {
  if ((await readResult(evalDir(job.root, evalId))) !== null) continue;
  const counts = { documents: 1, pairs: 2, gold: 1, submitted: 1, correct: 1, ignored: 0 };
  const metrics = scoresOf(evalId);
  const { evalSet } = spec;
  say({ type: "evaluated", evalSet, epoch: null, metrics });
  const result: EvalResult = {
    schema: 1,
    trainId: job.trainId,
    evalId,
    evalSet,
    counts,
    metrics,
    bands: {},
    perRelation: {},
    thresholdMean: 0,
    ...(spec.keeps !== undefined && {
      // The last one is gold nowhere.
      relationScores: Array.from({ length: 24 }, (_, rank) => ({
        relation: `P${rank}`,
        pairs: 23 - rank,
        score: rank === 23 ? null : 10 - rank / 2 + job.train.seed / 1000,
      })),
    }),
  };
  await writeResult(evalDir(job.root, evalId), result, attempt).catch(giveUp);
}
say({ type: "finished", seconds: plan.ms / 1000, trained: true });
process.disconnect();
