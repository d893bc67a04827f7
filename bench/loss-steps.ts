/**
 * `node loss-steps.js PAIRS LOSS…`: steps of one model of BERT-base's shape, in turn with ATL and with each loss, in a
 * process of its own. Progress goes to standard error; prints a LossTimes for each loss as JSON.
 */
import type { Tensor, Tensor2D } from "@tensorflow/tfjs-core";
import { lossOf } from "../src/methods/losses/registry.js";
import { startEngine } from "../src/engine/start.js";
import { buildLayout } from "../src/experiment/layout/layout.js";
import { miniSchedule } from "../src/methods/profiles/schedules.js";
import { atlop } from "../src/methods/backbones/atlop/spec.js";
import type { Loss, LossInputs } from "../src/contract/loss.js";
import { median } from "./median.js";
import { BATCH, shapeOf } from "./shapes.js";

/** Seconds: of pair i, the step with ATL and the step with the loss; and of the losses by themselves. */
export interface LossTimes {
  readonly loss: string;
  readonly pairs: readonly { readonly atl: number; readonly loss: number }[];
  /** Median of forward and backward on given logits, ATL's and the loss's in turn. */
  readonly alone: { readonly atl: number; readonly loss: number };
}

/** Calls of each loss by itself: cheap beside the steps. */
const CALLS_ALONE = 40;

const shape = shapeOf("BERT-base");
const { tf } = await startEngine(undefined, { threads: 2 });
// These load parts of TensorFlow, which must find the engine's environment.
const { createOptimizer } = await import("../src/train/optimizer/optimizer.js");
const { createDropout } = await import("../src/nn/ops/dropout.js");
const { LAYOUT, randomBatch, randomModel } = await import("./model.js");

/** As many outputs in one segment as LAYOUT has in four. */
const ONE_SEGMENT = buildLayout(
  { segments: [BATCH.columns - 1], lambda: 1 },
  Array.from({ length: BATCH.columns - 1 }, (_, r) => `P${r}`),
);
const batch = randomBatch(BATCH.documents);
const priors = new Float64Array(BATCH.columns);
batch.labels.forEach((label, at) => {
  const column = at % BATCH.columns;
  if (LAYOUT.columns[column] !== null) priors[column] += label / batch.rows;
});

const ownInputs = (loss: Loss): Pick<LossInputs, "layout" | "params" | "priors"> => ({
  layout: loss.framework === "single" ? ONE_SEGMENT : LAYOUT,
  params: loss.params.parse({}),
  priors,
});

/** What the model computes just now: one model, its memory and its optimizer serve all losses. */
let current = lossOf("atl");
const inTurn: Loss = {
  ...current,
  compute: (lib, inputs) => current.compute(lib, { ...inputs, ...ownInputs(current) }),
};
const model = randomModel(shape, inTurn);
const optimizer = createOptimizer(model.parameters, miniSchedule(atlop.newLayers));

/** Seconds of a step with the loss. Both steps of a pair drop the same values. */
function step(loss: Loss, pair: number): number {
  current = loss;
  const begun = performance.now();
  const { gradients, loss: value } = model.step(batch, createDropout(66, pair));
  optimizer.update(gradients, 1);
  for (const gradient of gradients.values()) gradient.dispose();
  const seconds = (performance.now() - begun) / 1000;
  if (!Number.isFinite(value)) throw new Error(`${loss.id} gave ${value}`);
  return seconds;
}

/** Pairs of steps, every other one the other way round, so that a drift of the machine cancels. */
function pairsOf(loss: Loss, count: number): LossTimes["pairs"] {
  const atl = lossOf("atl");
  step(loss, 0);
  return Array.from({ length: count }, (_, pair) => {
    if (pair % 2 === 1) {
      const own = step(loss, pair);
      return { atl: step(atl, pair), loss: own };
    }
    const base = step(atl, pair);
    return { atl: base, loss: step(loss, pair) };
  });
}

/** The losses by themselves, on logits and pair vectors of the step's size. */
function alone(loss: Loss): LossTimes["alone"] {
  const { embedding, block } = shape.head;
  const logits = tf.randomNormal([batch.rows, BATCH.columns], 0, 1, "float32", 1);
  const [head, tail] = [2, 3].map((seed) =>
    tf.tanh(tf.randomNormal([batch.rows, embedding], 0, 1, "float32", seed)),
  );
  const labels = tf.tensor2d(batch.labels, [batch.rows, BATCH.columns]);
  const call = (one: Loss): number => {
    const hasVectors = one.needs.includes("features") && one.framework === "single";
    const begun = performance.now();
    tf.tidy(() => {
      const compute = (z: Tensor, h: Tensor = head, t: Tensor = tail) => {
        const pairs = { head: h as Tensor2D, tail: t as Tensor2D, block };
        return one.compute(tf, { logits: z as Tensor2D, labels, pairs, ...ownInputs(one) });
      };
      const inputs = hasVectors ? [logits, head, tail] : [logits];
      tf.valueAndGrads(compute as (...args: Tensor[]) => Tensor)(inputs).value.dataSync();
    });
    return (performance.now() - begun) / 1000;
  };
  const times = Array.from({ length: CALLS_ALONE }, () => [call(lossOf("atl")), call(loss)]);
  tf.dispose([logits, head, tail, labels]);
  const [atl, own] = [0, 1].map((which) => median(times.map((pair) => pair[which])));
  return { atl, loss: own };
}

const [count, ...ids] = process.argv.slice(2);
const losses = ids.map(lossOf);
for (let warming = 0; warming < 2; warming++) step(lossOf("atl"), warming);
const times = losses.map((loss): LossTimes => {
  const pairs = pairsOf(loss, Number(count));
  const ratio = median(pairs.map((pair) => pair.loss / pair.atl));
  process.stderr.write(
    `  ${loss.id}: ${pairs.length} pairs of steps, median ${ratio.toFixed(3)}\n`,
  );
  return { loss: loss.id, pairs, alone: alone(loss) };
});
process.stdout.write(`${JSON.stringify(times)}\n`);
process.exit(0);
