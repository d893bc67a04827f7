/**
 * `node own-steps.js SHAPE THREADS`: the same questions as step.py takes, answered by this program: ATLOP with ATL,
 * AdamW and clipping, on the engine that is installed.
 */
import { createInterface } from "node:readline";
import { seededRandom } from "../../src/base/random.js";
import type { Features } from "../../src/contract/corpus/document.js";
import { makeBatch } from "../../src/corpus/features/batch.js";
import { startEngine } from "../../src/engine/start.js";
import { buildLayout } from "../../src/experiment/layout/layout.js";
import { atlop } from "../../src/methods/backbones/atlop/spec.js";
import { atl } from "../../src/methods/losses/atl.js";
import { miniSchedule } from "../../src/methods/profiles/schedules.js";
import { decode } from "../../src/scoring/decode.js";
import { shapeOf } from "../shapes.js";
import type { Answer, Introduction, Question } from "./contender.js";
import { bytesTouched } from "./bytes.js";
import type { BatchSizes, DocumentSizes } from "./batches.js";

const RELATIONS = 96;
const LAYOUT = buildLayout(
  { segments: null, lambda: 1 },
  Array.from({ length: RELATIONS }, (_, r) => `P${r}`),
);

const [name, threads] = process.argv.slice(2);
const shape = shapeOf(name);
const { tf, library } = await startEngine(undefined, { threads: Number(threads) });
// These load parts of TensorFlow, which must find the engine's environment.
const { createOptimizer } = await import("../../src/train/optimizer/optimizer.js");
const { createDropout } = await import("../../src/nn/ops/dropout.js");
const { randomModel } = await import("../model.js");

/** A document of these sizes with random pieces and mentions; the first pairs are the labelled ones. */
function randomDocument([pieces, entities, mentions, labelled]: DocumentSizes): Features {
  const random = seededRandom(1, "bench document");
  const entityPositions = Array.from({ length: entities }, () => [] as [number, number][]);
  for (let m = 0; m < mentions; m++) {
    const start = random.below(pieces - 3);
    entityPositions[m % entities].push([start, start + 2]);
  }
  const pairs: number[] = [];
  for (let h = 0; h < entities; h++) {
    for (let t = 0; t < entities; t++) if (h !== t) pairs.push(h, t);
  }
  return {
    title: "random",
    inputIds: Int32Array.from({ length: pieces }, () => 1000 + random.below(29_000)),
    entityPositions,
    pairs: Int32Array.from(pairs),
    positives: Array.from({ length: labelled }, (_, row) => [1 + (row % 10)]),
  };
}

const model = randomModel(shape, atl, LAYOUT);
const optimizer = createOptimizer(model.parameters, miniSchedule(atlop.newLayers));

/** Seconds of a call on the clock and of all threads together, and its value. */
function measured(call: () => number): Answer {
  const [begun, used] = [performance.now(), process.cpuUsage()];
  const value = call();
  const { user, system } = process.cpuUsage(used);
  const processor = (user + system) / 1e6;
  return { clock: (performance.now() - begun) / 1000, processor, value };
}

let steps = 0;
function train(documents: readonly Features[]): number {
  const batch = makeBatch(documents, LAYOUT);
  const { gradients, loss } = model.step(batch, createDropout(66, steps++));
  optimizer.update(gradients, 1);
  for (const gradient of gradients.values()) gradient.dispose();
  return loss;
}

function evaluate(documents: readonly Features[]): number {
  const batch = makeBatch(documents, LAYOUT);
  return decode(model.scores(batch), batch.rows, LAYOUT, atl.decoder).length;
}

/** Documents are drawn before the clock runs, as step.py does; making a batch of them counts. */
function measuredOn(sizes: BatchSizes, use: (documents: readonly Features[]) => number): Answer {
  const documents = sizes.map(randomDocument);
  return measured(() => use(documents));
}

function answer(question: Question): Answer {
  if ("train" in question) return measuredOn(question.train, train);
  if ("evaluate" in question) return measuredOn(question.evaluate, evaluate);
  return measuredOn(question.bytes, (documents) =>
    bytesTouched(tf.backend(), () => {
      train(documents);
    }),
  );
}

const side = 2048;
const matrix = tf.randomUniform([side, side]);
const products = Array.from(
  { length: 10 },
  () =>
    measured(() => {
      tf.matMul(matrix, matrix).dispose();
      return 0;
    }).clock,
);
matrix.dispose();
const float32 = (2 * side ** 3) / Math.min(...products) / 1e9;
const introduction: Introduction = { library, roofs: { float32 } };
process.stdout.write(`${JSON.stringify(introduction)}\n`);
for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(answer(JSON.parse(line) as Question))}\n`);
}
process.exit(0);
