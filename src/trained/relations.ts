import type { DecoderSpec } from "../contract/decoder.js";
import { decode } from "../scoring/decode.js";
import { candidatesOf, type Candidate } from "../scoring/candidates.js";
import { predictAll } from "../train/evaluation/logits.js";
import type { Split } from "../train/inputs.js";
import type { TrainedModel } from "./open.js";

/** What a model says of one document. */
export interface DocumentRelations {
  /** Those that are predicted, and those asked for by their margin, pair by pair. */
  readonly found: readonly Candidate[];
  /** Gold facts that are not predicted, with what the model gave them; none where a document has no labels. */
  readonly missed: readonly Candidate[];
}

/**
 * What a model predicts on documents, computed as its evaluations are: as many at once, those of like length together.
 *
 * @param decoder with nothing left open.
 * @param least margin of what is wanted beside what is predicted; null: nothing.
 */
export async function relationsOf(
  { model, inputs, spec }: TrainedModel,
  split: Split,
  decoder: DecoderSpec,
  least: number | null,
): Promise<readonly DocumentRelations[]> {
  const { layout } = inputs;
  const relations: DocumentRelations[] = split.features.map(() => ({ found: [], missed: [] }));
  await predictAll(
    model,
    split.features,
    layout,
    spec.schedule.evalBatch,
    (index, logits, evidence) => {
      const { pairs, positives } = split.features[index];
      const marks = decode(logits, pairs.length / 2, layout, decoder, pairs);
      relations[index] = candidatesOf(
        { logits, marks, pairs, positives, evidence },
        layout,
        decoder,
        least,
      );
    },
    () => undefined,
  );
  return relations;
}
