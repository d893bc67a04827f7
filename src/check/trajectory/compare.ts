import { makeBatch } from "../../corpus/features/batch.js";
import type { Features } from "../../contract/corpus/document.js";
import type { DecoderSpec } from "../../contract/decoder.js";
import type { LabelLayout } from "../../contract/layout.js";
import type { Loss } from "../../contract/loss.js";
import { decode } from "../../scoring/decode.js";
import { decoderOf } from "../../scoring/decoders/index.js";
import { keepScores } from "../../scoring/kept-scores.js";
import { withTuned } from "../../scoring/tuned.js";
import type { Model, Step } from "../../train/model.js";
import type { StepReport } from "../../train/trainer.js";
import { valuesOf } from "../../train/weights.js";
import type { Deviation } from "../deviation.js";
import { lossParams, renamer } from "./run.js";
import type { GoldenEvaluation, GoldenStep, TrajectoryGolden } from "./schema.js";

/** A run of the file with what it is compared by. */
export interface Compared {
  readonly golden: TrajectoryGolden;
  readonly features: readonly Features[];
  readonly layout: LabelLayout;
  readonly loss: Loss;
  readonly model: Model;
  readonly deviation: Deviation;
}

/** Sum and L2 norm in double precision. */
function momentsOf(values: Iterable<number>): { readonly sum: number; readonly l2: number } {
  let [sum, squares] = [0, 0];
  for (const value of values) {
    sum += value;
    squares += value ** 2;
  }
  return { sum, l2: Math.sqrt(squares) };
}

/** @param rates of the file's groups, without the schedule's factor. */
export function compareStep(
  { golden, deviation, features }: Compared,
  at: string,
  { batch, loss, terms, norm, factor }: StepReport,
  want: GoldenStep,
  rates: readonly number[],
): void {
  const { float32 } = golden.tolerance;
  const titles = want.batch.map((index) => features[index].title);
  const members = batch.features.map(({ title }) => title);
  deviation.exact(`${at}, documents`, members.join("\n") === titles.join("\n"));
  deviation.exact(`${at}, width`, batch.width === want.width);
  deviation.exact(`${at}, rows`, batch.rows === want.rows);
  deviation.relative(`${at}, loss`, loss, want.loss, float32.loss);
  for (const [name, term] of Object.entries(want.parts === undefined ? {} : terms)) {
    const part = want.parts?.[name] ?? NaN;
    deviation.relative(`${at}, ${name}`, term, part, float32.parts ?? float32.loss);
  }
  deviation.exact(`${at}, update`, (norm === null) === (want.grad_norm === null));
  if (norm === null || want.grad_norm === null) return;
  deviation.relative(`${at}, gradient norm`, norm, want.grad_norm, float32.grad_norm);
  want.lr?.forEach((rate, group) => {
    deviation.relative(`${at}, rate`, rates[group] * factor, rate, float32.lr);
  });
}

export function compareFirstGradients({ golden, deviation }: Compared, { gradients }: Step): void {
  const tolerance = golden.tolerance.float32.first_step_grads;
  const rename = renamer(golden);
  for (const [name, want] of Object.entries(golden.first_step_grads)) {
    const gradient = gradients.get(rename(name));
    // Where the official gradient is zero throughout, ours may be left out.
    const mayLack = want === null || want.l2 === 0;
    deviation.exact(
      `presence of the gradient of ${name}`,
      gradient === undefined ? mayLack : want !== null,
    );
    if (gradient === undefined || want === null) continue;
    const got = momentsOf(gradient.dataSync());
    deviation.relative(`first gradient of ${name}, sum`, got.sum, want.sum, tolerance);
    deviation.relative(`first gradient of ${name}, norm`, got.l2, want.l2, tolerance);
  }
}

export function compareParameters({ golden, model, deviation }: Compared): void {
  const { float32 } = golden.tolerance;
  const rename = renamer(golden);
  const values = valuesOf(model.parameters);
  const { params, buffers, rounding_only: drifting } = golden.final;
  for (const [name, want] of Object.entries(params)) {
    const after = values.get(rename(name));
    if (after === undefined || drifting.includes(name)) continue;
    const before = golden.params[name].data;
    const got = momentsOf(after);
    const change = momentsOf(after.map((value, i) => value - before[i]));
    deviation.relative(`${name}, sum`, got.sum, want.sum, float32.param_sum_l2);
    deviation.relative(`${name}, norm`, got.l2, want.l2, float32.param_sum_l2);
    deviation.relative(`${name}, change`, change.l2, want.change_l2, float32.param_sum_l2);
  }
  for (const [name, { data }] of Object.entries(buffers)) {
    const got = values.get(rename(name)) ?? [];
    deviation.all(`${name} at the end`, got, data, float32.buffers ?? float32.param_sum_l2);
  }
}

/** Logits of a document in a batch of its own. */
export function compareLogits(
  { golden, model, features, layout, deviation }: Compared,
  what: string,
  { document, logits }: { readonly document: number; readonly logits: { data: readonly number[] } },
): void {
  const got = model.scores(makeBatch([features[document]], layout));
  deviation.all(what, got, logits.data, golden.tolerance.float32.logits);
}

/** For each row of all documents the columns of its labels. */
const positivesOf = ({ features }: Compared): readonly (readonly number[])[] =>
  features.flatMap(({ pairs, positives }) =>
    Array.from({ length: pairs.length / 2 }, (_, pair) => positives[pair] ?? []),
  );

/**
 * All documents in one batch: their logits, and for each row of all of them the relations that are predicted. A global
 * threshold is the best for these documents' own labels at this time; the file's `theta` is that of a single document.
 */
function predictAll(compared: Compared) {
  const { golden, model, features, layout, loss } = compared;
  const { config } = golden;
  const batch = makeBatch(features, layout);
  const scores = model.scores(batch);
  const open: DecoderSpec = {
    ...loss.decoderOf(lossParams(loss, config)),
    k: config.num_labels,
  };
  const decoder = decoderOf(open);
  const positives = positivesOf(compared);
  const best =
    decoder.tuned === null
      ? null
      : decoder.bestValue(keepScores(scores, batch.rows, layout, config.num_class), layout, {
          isGold: (row, column) => positives[row].includes(column),
          gold: positives.flat().length,
        });
  const marks = decode(scores, batch.rows, layout, best === null ? open : withTuned(open, best));
  const predicted = Array.from({ length: batch.rows }, (_, row) => {
    const own = marks.subarray(row * config.num_class, (row + 1) * config.num_class);
    return [...own.keys()].filter((column) => own[column] === 1);
  });
  return { scores, predicted, positives };
}

/** Counts of predictions on the training documents, in the middle of the training. */
export function compareCounts(compared: Compared, want: GoldenEvaluation): void {
  const { deviation } = compared;
  const { predicted, positives } = predictAll(compared);
  const found = predicted.map((row) => row.filter((column) => column !== 0));
  const correct = found.map((row, i) => row.filter((column) => positives[i].includes(column)));
  const at = `evaluation after step ${want.after_step}`;
  const isNear = (got: number, wanted: number) => Math.abs(got - wanted) <= want.near;
  deviation.exact(`${at}, predicted`, isNear(found.flat().length, want.predicted));
  deviation.exact(`${at}, correct`, isNear(correct.flat().length, want.correct));
}

export function compareEnd(compared: Compared): void {
  const { golden, deviation, features } = compared;
  const { final, config, tolerance } = golden;
  compareLogits(compared, "final logits", final);
  const { scores, predicted } = predictAll(compared);
  let row = 0;
  final.batch_logits?.forEach(({ data }, document) => {
    const from = row * config.num_class;
    row += features[document].pairs.length / 2;
    const got = scores.subarray(from, row * config.num_class);
    deviation.all(`final logits of document ${document}`, got, data, tolerance.float32.logits);
  });
  const wanted = final.predictions.flat().map((ids) => [...ids].sort((a, b) => a - b).join());
  deviation.exact("predictions", predicted.map((ids) => ids.join()).join(" ") === wanted.join(" "));
}
