import * as tf from "@tensorflow/tfjs-core";
import type { BackboneBatch, ModelSizes } from "../../../contract/backbone.js";
import type { Parameters } from "../../../contract/compute/parameters.js";
import type { EncodedDocuments } from "../../../contract/corpus/encoder.js";
import { gatherRows } from "../../../nn/ops/gather.js";
import { linear } from "../../../nn/ops/linear.js";
import { parameter } from "../../../nn/parameters.js";
import { entityAttention, entityVectors } from "./entities.js";
import { indexMentions, indexPairs, type PairIndex } from "./mentions.js";
import { pairContexts } from "./pair-context.js";

/** What ATLOP and its like make of a batch's pairs before the last layer. */
export interface PairVectors {
  /** v_e of every entity place: [documents · entities, d]. */
  readonly entities: tf.Tensor2D;
  /** Localized context of every unordered pair: [contexts, d]. */
  readonly contexts: tf.Tensor2D;
  /** How much of each unordered pair's weights falls on each kind of token that was asked for, [contexts, kinds]. */
  readonly shares: tf.Tensor2D | null;
  /** z_h and z_t: [rows, m]. */
  readonly head: tf.Tensor2D;
  readonly tail: tf.Tensor2D;
  /** Which entity place and which context belong to each row. */
  readonly index: PairIndex;
}

export interface PairVectorOptions {
  /** Added to the sum of a pair's weights; left out: ATLOP's. */
  readonly epsilon?: number;
  /** Kinds of tokens, [documents, width, kinds], 1 where a token is of the kind. */
  readonly kinds?: tf.Tensor3D;
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
  { epsilon, kinds }: PairVectorOptions = {},
): PairVectors {
  const embedding = Number(own.embedding);
  const mentions = indexMentions(batch);
  const index = indexPairs(batch, mentions.entities);
  const entities = entityVectors(encoded.hidden, mentions);
  const attention = entityAttention(encoded.attention, mentions, batch.size);
  // A kind's share is the weighted mean of its indicator, as a context is that of the hidden states.
  const tokens = kinds === undefined ? encoded.hidden : tf.concat([encoded.hidden, kinds], 2);
  const heads = attention.shape[2];
  const added = epsilon === undefined ? undefined : epsilon * heads;
  const means = pairContexts(attention, tokens, index.contexts, added);
  const contexts = kinds === undefined ? means : means.slice([0, 0], [-1, d]);
  const shares = kinds === undefined ? null : means.slice([0, d], [-1, -1]);
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
  return { entities, contexts, shares, head, tail, index };
}
