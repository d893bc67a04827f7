import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import {
  bool,
  count,
  fields,
  listOf,
  nullable,
  number,
  oneOf,
  optional,
  recordOf,
  text,
} from "../base/shape.js";
import type { EngineId } from "../contract/compute/engine.js";
import { listAttempts } from "../store/claims/attempts.js";
import { attemptDir } from "../store/paths.js";
import { AmtlError } from "../base/errors.js";
import { errorCode } from "../store/files.js";
import { floatArrays, readContainer, writeContainer } from "../store/container.js";
import type { ParameterState } from "./optimizer/optimizer.js";
import type { Progress } from "./state.js";

/** Values of all parameters by name; shapes are the model's. */
export type ParameterValues = ReadonlyMap<string, Float32Array>;

/** Everything that a run goes on from, to the same bits on the same engine. */
export interface Checkpoint {
  readonly trainId: string;
  readonly engine: EngineId;
  readonly threads: number;
  /** Batches done in all. */
  readonly step: number;
  readonly progress: Progress;
  /** File of the best weights so far, relative to the run's folder; null before the first evaluation. */
  readonly bestFile: string | null;
  readonly parameters: ParameterValues;
  readonly optimizer: ReadonlyMap<string, ParameterState>;
}

const CHECKPOINT = "checkpoint.bin";

/** Name of the file of the best weights, by the step at which they were measured. */
export const bestName = (step: number): string => `best-${step}.bin`;

export async function writeCheckpoint(attempt: string, checkpoint: Checkpoint): Promise<void> {
  const { parameters, optimizer, ...rest } = checkpoint;
  const updates = Object.fromEntries([...optimizer].map(([name, state]) => [name, state.updates]));
  const content = { ...rest, updates };
  const arrays = new Map<string, Float32Array>();
  for (const [name, values] of parameters) arrays.set(`p/${name}`, values);
  for (const [name, { m, v }] of optimizer) arrays.set(`m/${name}`, m).set(`v/${name}`, v);
  await writeContainer(join(attempt, CHECKPOINT), { meta: content, arrays });
}

const metrics = { f1: number, ignF1: number, precision: number, recall: number };

/** What a checkpoint holds beside its arrays. The engine is any text: a file of another one is passed over. */
const meta = fields({
  trainId: text,
  engine: text,
  threads: count,
  step: count,
  progress: fields({
    epoch: count,
    batch: count,
    updates: count,
    lossSum: number,
    termSums: optional(recordOf(number)),
    due: bool,
    dev: listOf(
      fields({
        step: count,
        epoch: count,
        loss: number,
        terms: optional(recordOf(number)),
        ...metrics,
      }),
    ),
    best: number,
    seconds: number,
    peakMemoryBytes: optional(number),
  }),
  bestFile: nullable(text),
  updates: recordOf(count),
});

type Run = Pick<Checkpoint, "trainId" | "engine" | "threads">;

/** The checkpoint of an attempt, if it is this run's, of the same engine with as many threads. */
async function readCheckpoint(attempt: string, run: Run): Promise<Checkpoint | null> {
  const { meta: found, arrays } = await readContainer(join(attempt, CHECKPOINT), meta);
  const { trainId, engine, threads, step, progress, bestFile, updates } = found;
  if (trainId !== run.trainId || engine !== run.engine || threads !== run.threads) return null;
  const floats = [...floatArrays(arrays)];
  const of = (kind: string): Map<string, Float32Array> =>
    new Map(
      floats.flatMap(([name, values]) =>
        name.startsWith(`${kind}/`) ? [[name.slice(2), values]] : [],
      ),
    );
  const v = of("v");
  const optimizer = new Map(
    [...of("m")].map(([name, m]) => [name, { updates: updates[name], m, v: v.get(name)! }]),
  );
  return {
    trainId,
    engine: run.engine,
    threads,
    step,
    progress: { ...progress, dev: [...progress.dev] },
    bestFile,
    parameters: of("p"),
    optimizer,
  };
}

/**
 * The checkpoint from which a run goes on: that of all its attempts which is furthest, written by the same engine
 * with as many threads (sums depend on both). A damaged or foreign file is passed over, and so is a checkpoint whose
 * best weights so far are: the run would end with others.
 *
 * @param dir the run's folder.
 * @param onDamaged told of each damaged file that is passed over: its path, and what is wrong with it.
 */
export async function latestCheckpoint(
  dir: string,
  run: Run,
  onDamaged: (path: string, why: string) => void = () => undefined,
): Promise<Checkpoint | null> {
  const wholeOr = async <T>(path: string, reading: Promise<T>): Promise<T | null> => {
    try {
      return await reading;
    } catch (error) {
      if (error instanceof AmtlError) onDamaged(path, error.details.got ?? error.message);
      else if (errorCode(error) !== "ENOENT") throw error;
      return null;
    }
  };
  let latest: Checkpoint | null = null;
  for (const number of await listAttempts(dir)) {
    const attempt = attemptDir(dir, number);
    const found = await wholeOr(join(attempt, CHECKPOINT), readCheckpoint(attempt, run));
    if (found === null || (latest !== null && found.step <= latest.step)) continue;
    const best = found.bestFile === null ? null : join(dir, found.bestFile);
    if (best === null || (await wholeOr(best, readBest(best, run))) !== null) latest = found;
  }
  return latest;
}

/** Reads a file of weights of that run to its end. */
const readBest = (path: string, { trainId }: Run): Promise<unknown> =>
  readContainer(path, fields({ trainId: oneOf(trainId) }));

/** Removes checkpoints and best weights of all attempts, also half-written ones: the run has its result. */
export async function removeCheckpoints(dir: string): Promise<void> {
  for (const attempt of await listAttempts(dir)) {
    await removeFiles(attemptDir(dir, attempt), (name) => /^(checkpoint|best-\d+)\.bin/.test(name));
  }
}

/** Removes an attempt's files of earlier best weights. */
export const removeOlderBest = (attempt: string, keep: string): Promise<void> =>
  removeFiles(attempt, (name) => /^best-\d+\.bin$/.test(name) && name !== keep);

async function removeFiles(folder: string, which: (name: string) => boolean): Promise<void> {
  const names = (await readdir(folder)).filter(which);
  await Promise.all(names.map((name) => rm(join(folder, name), { force: true })));
}
