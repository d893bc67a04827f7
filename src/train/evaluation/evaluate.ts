import type { LabelLayout } from "../../contract/layout.js";
import type { DecoderSpec } from "../../contract/decoder.js";
import type { Metrics } from "../../contract/result.js";
import { decode } from "../../scoring/decode.js";
import { scoreFacts } from "../../scoring/evaluate.js";
import { predictedFacts } from "../../scoring/facts.js";
import { keepScores, type KeptScores } from "../../scoring/kept.js";
import type { NameTriples } from "../../scoring/names.js";
import { goldLogits } from "../../scoring/relation-scores.js";
import type { FactTriple } from "../../contract/fact.js";
import { decodeSplit } from "./eval-result.js";
import type { Split } from "../inputs.js";
import { joinScores } from "./kept-scores.js";
import type { Model } from "../model.js";
import { predictAll } from "./predict.js";
import { keptSizes, tunedDecoder } from "./tuning.js";

/** How a model reads a split. */
export interface Reading {
  readonly model: Model;
  readonly split: Split;
  readonly layout: LabelLayout;
  /** Documents at once. */
  readonly size: number;
  /** Called between batches; may throw to stop. */
  readonly check: () => void;
}

/** Metrics of a model on a split, decoded as the logits come, or by what is best on that very split. */
export async function evaluateModel(
  reading: Reading,
  decoder: DecoderSpec,
  facts: NameTriples,
): Promise<Metrics> {
  const { model, split, layout, size, check } = reading;
  if (decoder.tuned !== undefined) return evaluateTuned(reading, decoder, facts);
  const found: FactTriple[][] = split.features.map(() => []);
  const take = (index: number, logits: Float32Array): void => {
    const { title, pairs } = split.features[index];
    const predictions = decode(logits, pairs.length / 2, layout, decoder);
    found[index] = predictedFacts(title, pairs, predictions, layout.columns);
  };
  await predictAll(model, split.features, layout, size, take, check);
  return scoreFacts(found.flat(), split.gold, facts).metrics;
}

async function evaluateTuned(
  reading: Reading,
  decoder: DecoderSpec,
  facts: NameTriples,
): Promise<Metrics> {
  const { split, layout } = reading;
  // With all relations kept both are known.
  const kept = await scoreSplit(reading, Math.max(...keptSizes(layout)));
  const tuned = tunedDecoder(kept, split, layout, decoder)!;
  return scoreFacts(decodeSplit(kept, split, layout, tuned)!, split.gold, facts).metrics;
}

/** The scores that are kept of a model on a split, pairs in file order. */
export async function scoreSplit(
  { model, split, layout, size, check }: Reading,
  perSegment: number,
): Promise<KeptScores> {
  const none = keepScores(new Float32Array(0), 0, layout, perSegment);
  const parts: KeptScores[] = split.features.map(() => none);
  const gold: number[][] = split.features.map(() => []);
  const take = (index: number, logits: Float32Array): void => {
    const { pairs, positives } = split.features[index];
    const rows = pairs.length / 2;
    gold[index] = goldLogits(logits, layout.columns.length, positives);
    parts[index] = keepScores(logits, rows, layout, perSegment);
  };
  await predictAll(model, split.features, layout, size, take, check);
  return { ...joinScores(parts, perSegment), gold: Float32Array.from(gold.flat()) };
}
