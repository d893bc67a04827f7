import * as tf from "@tensorflow/tfjs-core";
import type { BackboneBatch, Kernel, ModelSizes, Sizes } from "../../../contract/backbone.js";
import type { Parameters } from "../../../contract/compute/parameters.js";
import type { EncodedDocuments } from "../../../contract/corpus/encoder.js";
import { gatherRows, takeRows } from "../../../nn/ops/gather.js";
import { linear } from "../../../nn/ops/linear.js";
import { parameter } from "../../../nn/parameters.js";
import { entityAttention, entityVectors } from "../shared/entities.js";
import { linearInitial } from "../shared/initial.js";
import { indexMentions, indexPairs, type PairIndex } from "../shared/mentions.js";
import { classifyPairs } from "../shared/pair-classifier.js";
import { pairContexts } from "../shared/pair-context.js";
import { goldenPasses } from "./golden.js";
import { processInitial, readInitial } from "./initial.js";
import { chunkOrder, processLayers, type Order } from "./process.js";
import { READS, readTokens } from "./read.js";

const numbers = ({ embedding, block, memory, layers, heads }: Sizes) => ({
  ...{ embedding: Number(embedding), block: Number(block), memory: Number(memory) },
  ...{ layers: Number(layers), heads: Number(heads) },
});

/** What is known of a batch's pairs before the memory is read. */
interface PairVectors {
  readonly entities: tf.Tensor2D;
  readonly contexts: tf.Tensor2D;
  /** z_s and z_o: [rows, m]. */
  readonly head: tf.Tensor2D;
  readonly tail: tf.Tensor2D;
  readonly index: PairIndex;
}

/**
 * Entities and contexts as ATLOP's. Quirk, kept: the head's extractor makes the tail's vector too (the official line
 * for the tail names `head_extractor`), so that (s, o) and (o, s) have the same two vectors, swapped. `tail_extractor`
 * is never used and left out. The weight is applied in two halves, once an entity and once an unordered pair.
 */
function pairVectors(
  parameters: Parameters,
  { hidden: d, own }: ModelSizes,
  encoded: EncodedDocuments,
  batch: BackboneBatch,
): PairVectors {
  const { embedding } = numbers(own);
  const mentions = indexMentions(batch);
  const index = indexPairs(batch, mentions.entities);
  const entities = entityVectors(encoded.hidden, mentions);
  const attention = entityAttention(encoded.attention, mentions, batch.size);
  const contexts = pairContexts(attention, encoded.hidden, index.contexts);
  const weight = parameter(parameters, "head_extractor.weight") as tf.Tensor2D;
  const bias = parameter(parameters, "head_extractor.bias");
  const ofEntity = linear(entities, weight.slice([0, 0], [embedding, d]), bias);
  const shared = weight.slice<tf.Tensor2D>([0, d], [embedding, d]);
  const ofContext = gatherRows(tf.matMul(contexts, shared, false, true), index.context);
  const vectorOf = (places: Int32Array): tf.Tensor2D =>
    tf.tanh(tf.add(gatherRows(ofEntity, places), ofContext));
  return { entities, contexts, index, head: vectorOf(index.heads), tail: vectorOf(index.tails) };
}

/** What the token Turing machine makes of the pairs. */
interface Remembered {
  /** [rows, READS, m] */
  readonly read: tf.Tensor3D;
  readonly order: Order;
  /** The reads of each layer of the processor, [rows · READS, m], in that order. */
  readonly processed: readonly tf.Tensor2D[];
  /** What the last layer gives for either reading: [rows, m]. */
  readonly head: tf.Tensor2D;
  readonly tail: tf.Tensor2D;
}

/**
 * Reads from the memory and processes what was read. The official unit also writes a new memory, which is dropped, as
 * every batch is the first and last step of its machine: without effect, and left out with its parameters, which get
 * no gradient.
 */
function remember(
  parameters: Parameters,
  { own }: ModelSizes,
  { head, tail }: Pick<PairVectors, "head" | "tail">,
): Remembered {
  const read = readTokens(parameters, head, tail);
  const pairs = head.shape[0];
  const order = chunkOrder(pairs);
  const processed = processLayers(parameters, numbers(own), read, order);
  const outputOf = (reading: number): tf.Tensor2D =>
    gatherRows(
      processed[processed.length - 1],
      Int32Array.from({ length: pairs }, (_, pair) => order.places[pair * READS + reading]),
    );
  return { read, order, processed, head: outputOf(0), tail: outputOf(1) };
}

const mean = (a: tf.Tensor2D, b: tf.Tensor2D): tf.Tensor2D => tf.mul(tf.add(a, b), 0.5);

/**
 * TTM-RE's head (spec/backbone-ttm-re.md): ATLOP's pair vectors, a token Turing machine over learned memory tokens, and
 * a grouped bilinear layer. It has no dropout (the official object is never called): both modes compute the same.
 */
export const kernel: Kernel = {
  initial: ({ hidden, columns, own }, random) => {
    const { embedding, block, memory, layers } = numbers(own);
    return new Map([
      ...linearInitial("head_extractor", embedding, 2 * hidden, random),
      ...linearInitial("bilinear", columns, embedding * block, random),
      ...readInitial(memory, embedding, random),
      ...processInitial(layers, embedding, random),
    ]);
  },

  positions: (batch) => indexMentions(batch).positions,

  outputs: (parameters, sizes, encoded, batch) => {
    const vectors = pairVectors(parameters, sizes, encoded, batch);
    const remembered = remember(parameters, sizes, vectors);
    const head = mean(remembered.head, vectors.head);
    const tail = mean(remembered.tail, vectors.tail);
    return classifyPairs(parameters, sizes, { head, tail });
  },

  golden: {
    sizes: ({ emb_size, block_size, memory, ttm_layers, ttm_heads }) => ({
      ...{ embedding: emb_size, block: block_size },
      ...{ memory, layers: ttm_layers, heads: ttm_heads },
    }),
    values: (parameters, sizes, encoded, batch) => {
      const vectors = pairVectors(parameters, sizes, encoded, batch);
      const { entities, contexts, head, tail, index } = vectors;
      const { read, processed, order, ...remembered } = remember(parameters, sizes, vectors);
      const inRows = (rows: tf.Tensor2D): tf.Tensor => takeRows(rows, order.places);
      const layers = processed.map(
        (rows, layer) => [`processor_layer_${layer}`, inRows(rows)] as const,
      );
      return {
        hs: takeRows(entities, index.heads),
        ts: takeRows(entities, index.tails),
        rs: takeRows(contexts, index.context),
        zs: head,
        zt: tail,
        read_tokens: read,
        ...Object.fromEntries(layers),
        processed_tokens: inRows(processed[processed.length - 1]),
        memory_head: remembered.head,
        memory_tail: remembered.tail,
      };
    },
    passes: goldenPasses,
  },
};
