/**
 * `node step.js SHAPE`: one shape in a process of its own, so that no other shape's memory is in the way. Prints a
 * StepTimes as JSON.
 */
import { startEngine } from "../src/engine/start.js";
import { miniSchedule } from "../src/methods/profiles/schedules.js";
import { atlop } from "../src/methods/backbones/atlop/spec.js";
import { amtl } from "../src/methods/losses/amtl.js";
import { decode } from "../src/scoring/decode.js";
import { BATCH, PAIRS, shapeOf, stepWork } from "./shapes.js";

/** Documents of an evaluation batch, as in profile mini. */
const EVALUATED = 8;

export interface StepTimes {
  /** Best time of a training step: forward, backward, clipping, AdamW. */
  readonly step: number;
  readonly median: number;
  /** Floating-point operations of a step. */
  readonly work: number;
  /** Best speed of 20 products of 2048 × 2048 matrices, FLOP/s. */
  readonly peak: number;
  /** Tensors that a step leaves behind. */
  readonly tensors: number;
  readonly documentsPerSecond: number;
}

const shape = shapeOf(process.argv[2]);
const { tf } = await startEngine(undefined, { threads: 2 });
// These load parts of TensorFlow, which must find the engine's environment.
const { createOptimizer } = await import("../src/train/optimizer/optimizer.js");
const { createDropout } = await import("../src/nn/ops/dropout.js");
const { LAYOUT, randomBatch, randomModel } = await import("./model.js");

/** Seconds of each of several calls. */
function time(times: number, call: (index: number) => void): number[] {
  return Array.from({ length: times }, (_, index) => {
    const begun = performance.now();
    call(index);
    return (performance.now() - begun) / 1000;
  });
}

function peakSpeed(): number {
  const side = 2048;
  const matrix = tf.randomUniform([side, side]);
  const seconds = time(20, () => {
    tf.matMul(matrix, matrix).dispose();
  });
  matrix.dispose();
  return (2 * side ** 3) / Math.min(...seconds);
}

function measure(): StepTimes {
  const peak = peakSpeed();
  const model = randomModel(shape);
  const batch = randomBatch(BATCH.documents);
  const optimizer = createOptimizer(model.parameters, miniSchedule(atlop.newLayers));
  const step = (index: number): void => {
    const { gradients } = model.step(batch, createDropout(66, index));
    optimizer.update(gradients, 1);
    for (const gradient of gradients.values()) gradient.dispose();
  };
  time(3, step);
  const before = tf.memory().numTensors;
  const steps = time(12, (index) => {
    step(3 + index);
  }).sort((a, b) => a - b);
  const tensors = tf.memory().numTensors - before;
  const pairs = PAIRS * (EVALUATED / BATCH.documents);
  const evaluated = randomBatch(EVALUATED);
  const passes = time(5, () => {
    decode(model.scores(evaluated), pairs, LAYOUT, amtl.decoder);
  });
  return {
    step: steps[0],
    median: steps[steps.length >> 1],
    work: stepWork(shape),
    peak,
    tensors,
    documentsPerSecond: EVALUATED / Math.min(...passes),
  };
}

process.stdout.write(`${JSON.stringify(measure())}\n`);
process.exit(0);
