import * as tf from "@tensorflow/tfjs-core";
import type { EncodedDocuments } from "../../../contract/encoder.js";
import { gatherRows } from "../../../nn/ops/gather.js";
import { linear } from "../../../nn/ops/linear.js";
import { parameter } from "../../../nn/parameters.js";
import type { Parameters } from "../../../contract/parameters.js";
import { entityAttention, entityVectors } from "../shared/entities.js";
import { groupedBilinear } from "../shared/grouped-bilinear.js";
import { linearInitial } from "../shared/initial.js";
import { planMentions, planPairs, type PairPlan } from "../shared/mentions.js";
import { pairContexts } from "../shared/pair-context.js";
import type { HeadBatch, HeadSizes, Kernel } from "../../../contract/backbone.js";

/** What ATLOP makes of a batch's pairs before the last layer. */
export interface PairVectors {
  /** v_e of every entity place: [documents · entities, d]. */
  readonly entities: tf.Tensor2D;
  /** Localized context of every unordered pair: [contexts, d]. */
  readonly contexts: tf.Tensor2D;
  /** z_h and z_t: [rows, m]. */
  readonly head: tf.Tensor2D;
  readonly tail: tf.Tensor2D;
  /** Which entity place and which context belong to each row. */
  readonly plan: PairPlan;
}

/**
 * Steps 1 to 4 of spec/backbone-atlop.md. An extractor's weight is used in two halves: the half for the entity is
 * applied once an entity, the half for the context once an unordered pair, and only their sums are formed pair by
 * pair. That is W·[entity; context] with a fraction of the multiplications.
 */
export function pairVectors(
  parameters: Parameters,
  { hidden: d, embedding }: HeadSizes,
  encoded: EncodedDocuments,
  batch: HeadBatch,
): PairVectors {
  const mentions = planMentions(batch);
  const plan = planPairs(batch, mentions.entities);
  const entities = entityVectors(encoded.hidden, mentions);
  const attention = entityAttention(encoded.attention, mentions, batch.size);
  const contexts = pairContexts(attention, encoded.hidden, plan.contexts);
  const extract = (name: string, places: Int32Array): tf.Tensor2D => {
    const weight = parameter(parameters, `${name}.weight`) as tf.Tensor2D;
    const own = weight.slice([0, 0], [embedding, d]);
    const shared = weight.slice([0, d], [embedding, d]);
    const ofEntity = linear(entities, own, parameter(parameters, `${name}.bias`));
    const ofContext = tf.matMul(contexts, shared, false, true);
    return tf.tanh(tf.add(gatherRows(ofEntity, places), gatherRows(ofContext, plan.context)));
  };
  const head = extract("head_extractor", plan.heads);
  const tail = extract("tail_extractor", plan.tails);
  return { entities, contexts, head, tail, plan };
}

/**
 * ATLOP's head (Zhou et al. 2021; ATLOP and AMTL model.py; spec/backbone-atlop.md). It has no dropout of its own.
 */
export const kernel: Kernel = {
  initial: ({ hidden, embedding, block, columns }, random) =>
    new Map([
      ...linearInitial("head_extractor", embedding, 2 * hidden, random),
      ...linearInitial("tail_extractor", embedding, 2 * hidden, random),
      ...linearInitial("bilinear", columns, embedding * block, random),
    ]),

  positions: (batch) => planMentions(batch).positions,

  outputs: (parameters, sizes, encoded, batch) => {
    const { head, tail } = pairVectors(parameters, sizes, encoded, batch);
    const weight = parameter(parameters, "bilinear.weight") as tf.Tensor2D;
    const bias = parameter(parameters, "bilinear.bias") as tf.Tensor1D;
    const logits = groupedBilinear(head, tail, weight, bias, sizes.block);
    return { logits, pairs: { head, tail, block: sizes.block } };
  },
};
