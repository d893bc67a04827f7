import type * as tf from "@tensorflow/tfjs-core";
import { makeBatch } from "../../corpus/features/batch.js";
import type { LabelLayout } from "../../contract/layout.js";
import { LOSSES } from "../../methods/losses/registry.js";
import { createDropout } from "../../nn/ops/dropout.js";
import { decode } from "../../scoring/decode.js";
import type { Model } from "../../train/model.js";
import { freshProgress } from "../../train/state.js";
import { createTrainer, type StepReport } from "../../train/trainer.js";
import { valuesOf } from "../../train/weights.js";
import { newDeviation, type Deviation } from "../deviation.js";
import { featuresOf, layoutOf, modelOf, scheduleOf } from "./run.js";
import { trajectorySchema, type TrajectoryGolden } from "./schema.js";
import { NOT_COVERED, type Checker } from "../checker.js";

/** Sum and L2 norm in double precision. */
function momentsOf(values: Iterable<number>): { readonly sum: number; readonly l2: number } {
  let [sum, squares] = [0, 0];
  for (const value of values) {
    sum += value;
    squares += value ** 2;
  }
  return { sum, l2: Math.sqrt(squares) };
}

/** Golden `trajectory`: a whole training run, step by step, and the model at its end. */
export const check: Checker = async (file) => {
  const loss = LOSSES.get(String(file.name));
  if (loss === undefined) return NOT_COVERED;
  const golden = trajectorySchema.parse(file);
  const { config, steps, tolerance } = golden;
  const { float32 } = tolerance;
  const layout = layoutOf(config);
  const schedule = scheduleOf(config);
  const features = featuresOf(golden);
  const deviation = newDeviation();
  const model = await modelOf(golden, loss);
  const logitsOf = (document: number): Float32Array =>
    model.scores(makeBatch([features[document]], layout));

  const { document, logits } = golden.initial;
  deviation.all("initial logits", logitsOf(document), logits.data, float32.logits);
  compareFirstGradients(golden, model, features, layout, deviation);
  const trainer = createTrainer({
    model,
    schedule,
    layout,
    features,
    seed: 1,
    batches: (epoch) => {
      const order = config.epoch_orders[epoch];
      const starts = [...order.keys()].filter((i) => i % config.batch_size === 0);
      return starts.map((start) => order.slice(start, start + config.batch_size));
    },
    evaluate: () => Promise.resolve({ f1: 0, ignF1: 0, precision: 0, recall: 0 }),
  });
  deviation.exact("updates", trainer.counts.total === config.total_steps);
  deviation.exact("warm-up", trainer.counts.warmup === config.warmup_steps);
  let done = 0;
  const compareStep = ({ batch, loss: got, norm, factor }: StepReport): void => {
    const want = steps[done];
    const at = `step ${done++}`;
    deviation.exact(`${at}, width`, batch.width === want.width);
    deviation.exact(`${at}, rows`, batch.rows === want.rows);
    deviation.relative(`${at}, loss`, got, want.loss, float32.loss);
    deviation.relative(`${at}, gradient norm`, norm ?? NaN, want.grad_norm, float32.grad_norm);
    [config.encoder_lr, config.head_lr].forEach((rate, group) => {
      deviation.relative(`${at}, rate`, rate * factor, want.lr[group], float32.lr);
    });
  };
  await trainer.run(freshProgress(), {
    onStep: (_, report) => {
      compareStep(report);
      return Promise.resolve();
    },
    onEvaluated: () => Promise.resolve(),
    onEpoch: () => Promise.resolve(),
  });
  trainer.dispose();
  deviation.exact("steps", done === steps.length);
  compareParameters(golden, model, deviation);
  const last = golden.final;
  deviation.all("final logits", logitsOf(last.document), last.logits.data, float32.logits);
  const batch = makeBatch(features, layout);
  const decoder = { ...loss.decoder, k: config.num_labels };
  const predicted = decode(model.scores(batch), batch.rows, layout, decoder);
  const wanted = last.predictions.flat().map((ids) => [...ids].sort((a, b) => a - b).join());
  const got = wanted.map((_, row) => {
    const marks = predicted.subarray(row * config.num_class, (row + 1) * config.num_class);
    return [...marks.keys()].filter((column) => marks[column] === 1).join();
  });
  deviation.exact("predictions", got.join(" ") === wanted.join(" "));
  model.dispose();
  return deviation.outcome(1);
};

function compareFirstGradients(
  golden: TrajectoryGolden,
  model: Model,
  features: ReturnType<typeof featuresOf>,
  layout: LabelLayout,
  deviation: Deviation,
): void {
  const tolerance = golden.tolerance.float32.first_step_grads;
  const members = golden.steps[0].batch.map((index) => features[index]);
  const { gradients } = model.step(makeBatch(members, layout), createDropout(1, 0));
  for (const [name, want] of Object.entries(golden.first_step_grads)) {
    const gradient: tf.Tensor | undefined = gradients.get(name);
    deviation.exact(
      `presence of the gradient of ${name}`,
      (gradient === undefined) === (want === null),
    );
    if (gradient === undefined || want === null) continue;
    const got = momentsOf(gradient.dataSync());
    deviation.relative(`first gradient of ${name}, sum`, got.sum, want.sum, tolerance);
    deviation.relative(`first gradient of ${name}, norm`, got.l2, want.l2, tolerance);
  }
  for (const gradient of gradients.values()) gradient.dispose();
}

function compareParameters(golden: TrajectoryGolden, model: Model, deviation: Deviation): void {
  const tolerance = golden.tolerance.float32.param_sum_l2;
  const values = valuesOf(model.parameters);
  for (const [name, want] of Object.entries(golden.final.params)) {
    const after = values.get(name) ?? new Float32Array(0);
    const before = golden.params[name].data;
    const got = momentsOf(after);
    const change = momentsOf(after.map((value, i) => value - before[i]));
    deviation.relative(`${name}, sum`, got.sum, want.sum, tolerance);
    deviation.relative(`${name}, norm`, got.l2, want.l2, tolerance);
    deviation.relative(`${name}, change`, change.l2, want.change_l2, tolerance);
  }
}
