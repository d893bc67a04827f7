import * as tf from "@tensorflow/tfjs-core";
import type { EncodedDocuments } from "../../../contract/corpus/encoder.js";
import { gatherRows, takeRows } from "../../../nn/ops/gather.js";
import { linear } from "../../../nn/ops/linear.js";
import { parameter } from "../../../nn/parameters.js";
import type { Parameters } from "../../../contract/compute/parameters.js";
import { entityAttention, entityVectors } from "../shared/entities.js";
import { groupedBilinear } from "../shared/grouped-bilinear.js";
import { linearInitial } from "../shared/initial.js";
import { indexMentions, indexPairs, type PairIndex } from "../shared/mentions.js";
import { pairContexts } from "../shared/pair-context.js";
import type { BackboneBatch, Kernel, ModelSizes } from "../../../contract/backbone.js";

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
  readonly index: PairIndex;
}

/**
 * Steps 1 to 4 of spec/backbone-atlop.md. An extractor's weight is used in two halves: the half for the entity is
 * applied once an entity, the half for the context once an unordered pair, and only their sums are formed pair by
 * pair. That is W·[entity; context] with a fraction of the multiplications.
 */
export function pairVectors(
  parameters: Parameters,
  { hidden: d, own }: ModelSizes,
  encoded: EncodedDocuments,
  batch: BackboneBatch,
): PairVectors {
  const embedding = Number(own.embedding);
  const mentions = indexMentions(batch);
  const index = indexPairs(batch, mentions.entities);
  const entities = entityVectors(encoded.hidden, mentions);
  const attention = entityAttention(encoded.attention, mentions, batch.size);
  const contexts = pairContexts(attention, encoded.hidden, index.contexts);
  const extract = (name: string, places: Int32Array): tf.Tensor2D => {
    const weight = parameter(parameters, `${name}.weight`) as tf.Tensor2D;
    const own = weight.slice([0, 0], [embedding, d]);
    const shared = weight.slice([0, d], [embedding, d]);
    const ofEntity = linear(entities, own, parameter(parameters, `${name}.bias`));
    const ofContext = tf.matMul(contexts, shared, false, true);
    return tf.tanh(tf.add(gatherRows(ofEntity, places), gatherRows(ofContext, index.context)));
  };
  const head = extract("head_extractor", index.heads);
  const tail = extract("tail_extractor", index.tails);
  return { entities, contexts, head, tail, index };
}

/**
 * ATLOP's head (Zhou et al. 2021; ATLOP and AMTL model.py; spec/backbone-atlop.md). It has no dropout of its own, and computes the same in both modes.
 */
export const kernel: Kernel = {
  initial: ({ hidden, columns, own }, random) => {
    const [embedding, block] = [Number(own.embedding), Number(own.block)];
    return new Map([
      ...linearInitial("head_extractor", embedding, 2 * hidden, random),
      ...linearInitial("tail_extractor", embedding, 2 * hidden, random),
      ...linearInitial("bilinear", columns, embedding * block, random),
    ]);
  },

  positions: (batch) => indexMentions(batch).positions,

  outputs: (parameters, sizes, encoded, batch) => {
    const { head, tail } = pairVectors(parameters, sizes, encoded, batch);
    const weight = parameter(parameters, "bilinear.weight") as tf.Tensor2D;
    const bias = parameter(parameters, "bilinear.bias") as tf.Tensor1D;
    const block = Number(sizes.own.block);
    return {
      logits: groupedBilinear(head, tail, weight, bias, block),
      pairs: { head, tail, block },
    };
  },

  golden: {
    sizes: ({ emb_size, block_size }) => ({ embedding: emb_size, block: block_size }),
    values: (parameters, sizes, encoded, batch) => {
      const { entities, contexts, head, tail, index } = pairVectors(
        parameters,
        sizes,
        encoded,
        batch,
      );
      return {
        hs: takeRows(entities, index.heads),
        ts: takeRows(entities, index.tails),
        rs: takeRows(contexts, index.context),
        zh: head,
        zt: tail,
      };
    },
  },
};
