import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { sha256 } from "../../base/canonical.js";
import { loadDataset } from "../../corpus/datasets/datasets.js";
import type { Dataset } from "../../contract/corpus/document.js";
import { trainIdOf } from "../../experiment/plan/fingerprint.js";
import { PROFILES } from "../../methods/profiles/profiles.js";
import { TRIAL } from "../../methods/profiles/smoke.js";
import { labelOf } from "../../experiment/plan/run-label.js";
import type { TrainSpec, ProgramSpec } from "../../contract/train-spec.js";
import { FOREIGN } from "../../experiment/dsl/program.js";
import type { WorkerMessage } from "../../contract/event.js";
import { FILES } from "../../store/paths.js";
import { takeCheckpoints } from "../checkpoints.js";
import { loadInputs, type Inputs } from "../inputs.js";
import type { LoadedProgram } from "../locate.js";
import type { RunSpec } from "../protocol.js";
import { runSpecOf } from "../run-spec.js";
import { follow, type Followed } from "../session.js";

/** Enough for a model to learn something, and few enough for one that is slow. */
const DOCUMENTS = { train: 120, other: 20 };
export const SETS = TRIAL.evalSets;

/** A tiny run that a program is tried with. */
export interface Trial {
  readonly program: LoadedProgram;
  /** The run's folder; it holds the attempts. */
  readonly folder: string;
  readonly inputs: Inputs;
  readonly train: TrainSpec;
  readonly trainId: string;
}

/** What an attempt of a trial came to. */
export interface Tried extends Followed {
  readonly spec: RunSpec;
  readonly attempt: string;
  readonly said: readonly WorkerMessage[];
  readonly seconds: number;
  /** The end of what it left on standard error, one line. */
  readonly lastWords: string;
}

const requestOf = (program: ProgramSpec): TrainSpec => ({
  schema: 1,
  profile: "smoke",
  backbone: FOREIGN,
  plugin: null,
  encoder: TRIAL.encoder,
  loss: { id: FOREIGN, params: {} },
  layout: { segments: null, ordering: "original", lambda: 1, labelSpace: null },
  head: PROFILES.smoke.head,
  trainSet: TRIAL.trainSet,
  devSet: TRIAL.evalSets[0],
  decoder: { rule: "th", k: 0, threshold: "raw", factor: 1 },
  seed: 5,
  schedule: PROFILES.smoke.schedule({}, []),
  precision: "float32",
  worker: program,
});

/** The first documents of a split of the synthetic corpus. */
async function fewDocuments(id: string): Promise<Dataset> {
  const whole = await loadDataset("smoke", id);
  const count = id.endsWith("/train") ? DOCUMENTS.train : DOCUMENTS.other;
  const documents = whole.documents.slice(0, count);
  return { ...whole, documents, sha256: sha256(`${whole.sha256} ${count}`) };
}

export async function newTrial(program: LoadedProgram, folder: string): Promise<Trial> {
  const train = requestOf(program.spec);
  const { trainId } = trainIdOf(train, {});
  return { program, folder, train, trainId, inputs: await loadInputs(train, fewDocuments) };
}

/**
 * Starts the program once.
 *
 * @param k number of the attempt; it finds the checkpoints that the previous one left.
 * @param grace seconds between SIGTERM and SIGKILL.
 * @param stop asked five times a second with what was said so far; throws when the program is to end.
 */
export async function tryOnce(
  { program, folder, inputs, train, trainId }: Trial,
  k: number,
  grace: number,
  stop: (said: readonly WorkerMessage[]) => void,
): Promise<Tried> {
  const attempt = join(folder, "attempts", String(k));
  await mkdir(attempt, { recursive: true });
  const checkpoints = await takeCheckpoints(folder, attempt, k);
  const identity = { trainId, label: labelOf(train), attempt: k, threads: 1, train };
  const spec = await runSpecOf(identity, inputs, SETS, attempt, checkpoints);
  const log = join(attempt, FILES.stderr);
  const said: WorkerMessage[] = [];
  const begun = performance.now();
  const followed = await follow({
    attempt,
    spec,
    start: program.start,
    grace,
    check: () => {
      stop(said);
    },
    say: (message) => {
      said.push(message);
    },
    onCheckpoint: () => Promise.resolve(),
  });
  const seconds = (performance.now() - begun) / 1000;
  const lines = (await readFile(log, "utf8")).trim().split("\n");
  return { ...followed, spec, attempt, said, seconds, lastWords: lines.at(-1) ?? "" };
}
