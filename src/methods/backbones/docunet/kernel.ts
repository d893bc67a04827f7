import * as tf from "@tensorflow/tfjs-core";
import type { BackboneBatch, Kernel, ModelSizes, Pass } from "../../../contract/backbone.js";
import type { Parameters } from "../../../contract/compute/parameters.js";
import type { EncodedDocuments } from "../../../contract/corpus/encoder.js";
import { gatherRows, takeRows } from "../../../nn/ops/gather.js";
import { linear } from "../../../nn/ops/linear.js";
import { parameter } from "../../../nn/parameters.js";
import { entityAttention, entityVectors } from "../shared/entities.js";
import { linearInitial } from "../shared/initial.js";
import { indexMentions, indexPairs } from "../shared/mentions.js";
import { classifierInitial, classifyPairs } from "../shared/pair-classifier.js";
import { pairContexts } from "../shared/pair-context.js";
import { goldenPasses } from "./golden-passes.js";
import { indexGrid } from "./grid.js";
import { LAST, unet, unetInitial } from "./unet.js";

/** Steps 1 to 8 of spec/backbone-docunet.md, with channels last. */
function pairVectors(
  parameters: Parameters,
  { hidden: d, own }: ModelSizes,
  encoded: EncodedDocuments,
  batch: BackboneBatch,
  mode: Pass["mode"],
) {
  const mentions = indexMentions(batch);
  const { heads, tails } = indexPairs(batch, mentions.entities);
  const index = indexGrid(batch, mentions.entities, Number(own.grid));
  const of = (name: string): tf.Variable => parameter(parameters, name);

  const entities = entityVectors(encoded.hidden, mentions);
  const attention = entityAttention(encoded.attention, mentions, batch.size);
  const contexts = pairContexts(attention, encoded.hidden, index.contexts);
  // The projection is applied once a context, and its few channels are what goes into the cells.
  const projected = linear(contexts, of("liner.weight"), of("liner.bias"));
  const side = index.side;
  const image = gatherRows(projected, index.cells).reshape<tf.Tensor4D>([
    batch.size,
    side,
    side,
    projected.shape[1],
  ]);
  const levels = unet(parameters, image, mode);
  const grid = levels.u2.reshape<tf.Tensor2D>([index.cells.length, -1]);
  const last = of(`${LAST}.weight`).reshape([Number(own.features), -1]);
  const pairs = linear(gatherRows(grid, index.pairs), last, of(`${LAST}.bias`));

  const embedding = Number(own.embedding);
  const extract = (name: string, places: Int32Array): tf.Tensor2D => {
    const weight = of(`${name}.weight`);
    const ofEntity = linear(entities, weight.slice([0, 0], [embedding, d]), of(`${name}.bias`));
    const ofPair = tf.matMul(pairs, weight.slice([0, d], [embedding, -1]), false, true);
    return tf.tanh(tf.add(gatherRows(ofEntity, places), ofPair));
  };
  const head = extract("head_extractor", heads);
  const tail = extract("tail_extractor", tails);
  return { entities, heads, tails, index, contexts, image, levels, grid, last, pairs, head, tail };
}

/**
 * DocuNet's head (zjunlp/DocuNet model_balanceloss.py; spec/backbone-docunet.md), channel type "context-based", the one
 * of the released scripts. The official model builds a dropout and two masks that it never uses; they are left out.
 */
export const kernel: Kernel = {
  initial: (sizes, random) => {
    const { hidden, own } = sizes;
    return new Map([
      ...linearInitial("liner", Number(own.planes), hidden, random),
      ...classifierInitial(sizes, hidden + Number(own.features), random),
      ...unetInitial(own, random),
    ]);
  },

  positions: (batch) => indexMentions(batch).positions,

  outputs: (parameters, sizes, encoded, batch, { mode }) =>
    classifyPairs(parameters, sizes, pairVectors(parameters, sizes, encoded, batch, mode)),

  golden: {
    sizes: (config) => ({
      embedding: config.emb_size,
      block: config.block_size,
      grid: config.max_height,
      planes: config.unet_in_dim,
      channels: config.down_dim,
      features: config.unet_out_dim,
    }),
    passes: goldenPasses,
    values: (parameters, sizes, encoded, batch, { mode }) => {
      const all = pairVectors(parameters, sizes, encoded, batch, mode);
      const { index, levels } = all;
      const { side } = index;
      const channelSums = (x: tf.Tensor4D): tf.Tensor => x.sum([1, 2]);
      const bias = parameter(parameters, `${LAST}.bias`);
      return {
        hs: takeRows(all.entities, all.heads),
        ts: takeRows(all.entities, all.tails),
        feature_map_doc0_row1: takeRows(all.contexts, index.cells.slice(side, 2 * side)),
        unet_in: all.image.transpose([0, 3, 1, 2]),
        x1_sum_per_channel: channelSums(levels.x1),
        x2_sum_per_channel: channelSums(levels.x2),
        x3: levels.x3.transpose([0, 3, 1, 2]),
        u1_sum_per_channel: channelSums(levels.u1),
        u2_doc0_channel0: levels.u2.slice([0, 0, 0, 0], [1, side, side, 1]),
        unet_out_doc1_NHWC: linear(all.grid, all.last, bias).slice([side * side, 0]),
        h_t: all.pairs,
      };
    },
  },
};
