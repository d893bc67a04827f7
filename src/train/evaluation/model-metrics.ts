import type { DecoderSpec } from "../../contract/decoder.js";
import type { FactTriple } from "../../contract/corpus/fact.js";
import type { Metrics } from "../../contract/result.js";
import { decode } from "../../scoring/decode.js";
import { decoderOf } from "../../scoring/decoders/index.js";
import { keptSizes } from "../../scoring/kept-scores.js";
import { scoreFacts } from "../../scoring/metrics.js";
import type { NameTriples } from "../../scoring/name-triples.js";
import { predictedFacts, scoredFacts } from "../../scoring/predictions.js";
import { tunedDecoder } from "../../scoring/tuned.js";
import { predictAll } from "./logits.js";
import { scoreSplit, type Reading } from "./scores.js";

/** Metrics of a model on a split, decoded as the logits come, or by what is best on that very split. */
export async function evaluateModel(
  reading: Reading,
  decoder: DecoderSpec,
  facts: NameTriples,
): Promise<Metrics> {
  const { model, split, layout, size, check } = reading;
  if (decoderOf(decoder).tuned !== null) return evaluateTuned(reading, decoder, facts);
  const found: FactTriple[][] = split.features.map(() => []);
  const take = (index: number, logits: Float32Array): void => {
    const { title, pairs } = split.features[index];
    const predictions = decode(logits, pairs.length / 2, layout, decoder, pairs);
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
  return scoreFacts(scoredFacts(kept, split.features, layout, tuned)!, split.gold, facts).metrics;
}
