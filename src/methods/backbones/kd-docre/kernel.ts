import * as tf from "@tensorflow/tfjs-core";
import { badInput } from "../../../base/errors.js";
import type { BackboneBatch, Kernel, ModelSizes, Pass } from "../../../contract/backbone.js";
import type { Parameters } from "../../../contract/compute/parameters.js";
import type { EncodedDocuments } from "../../../contract/corpus/encoder.js";
import { gatherRows, takeRows } from "../../../nn/ops/gather.js";
import { linear } from "../../../nn/ops/linear.js";
import { parameter } from "../../../nn/parameters.js";
import { entityAttention, entityVectors } from "../shared/entities.js";
import { groupedBilinear } from "../shared/grouped-bilinear.js";
import { linearInitial } from "../shared/initial.js";
import { indexMentions, indexPairs, type PairIndex } from "../shared/mentions.js";
import { pairContexts } from "../shared/pair-context.js";
import { axialInitial, axialTransformer, type AxialLayer } from "./axial.js";
import { indexTables, keyBias, type Tables } from "./table.js";

/** Added to the sum over heads and positions of a pair's weights, where ATLOP adds 1e-5 to the mean over heads. */
const CONTEXT_EPSILON = 1e-10;

/** A batch's way through the head: for each step its values. */
interface Trace {
  readonly tables: Tables;
  readonly index: PairIndex;
  /** v_e of every entity place: [documents · entities, d]. */
  readonly entities: tf.Tensor2D;
  /** The context of every unordered pair: [contexts, d]. */
  readonly contexts: tf.Tensor2D;
  /** p of every cell, [documents · side², d]. */
  readonly projected: tf.Tensor2D;
  readonly layers: readonly AxialLayer[];
  readonly logits: tf.Tensor2D;
  /** x + p of the batch's pairs, zeros for self pairs: [rows, d]. */
  readonly features: tf.Tensor2D;
}

/** Whether cells beyond a document's entities enter the axial transformer as zeros. */
const isMasked = ({ own }: ModelSizes, mode: Pass["mode"]): boolean =>
  mode === "train" || own.mask === "always";

/** Steps 1 to 8 of spec/backbone-kd-docre.md. */
function trace(
  parameters: Parameters,
  sizes: ModelSizes,
  encoded: EncodedDocuments,
  batch: BackboneBatch,
  mode: Pass["mode"],
): Trace {
  const { own, hidden: d } = sizes;
  const tables = indexTables(batch, Number(own.grid));
  const mentions = indexMentions(batch);
  const index = indexPairs(tables.inside, mentions.entities);
  const entities = entityVectors(encoded.hidden, mentions);
  const attention = entityAttention(encoded.attention, mentions, batch.size);
  const contexts = pairContexts(attention, encoded.hidden, index.contexts, CONTEXT_EPSILON);
  const masked = isMasked(sizes, mode);

  /** Of the pairs inside, and where they are not masked of a cell beyond, whose entity and context are zeros. */
  const extract = (name: string, places: Int32Array): tf.Tensor2D => {
    const weight = parameter(parameters, `${name}.weight`) as tf.Tensor2D;
    const bias = parameter(parameters, `${name}.bias`);
    const embedding = weight.shape[0];
    const ofEntity = linear(entities, weight.slice([0, 0], [embedding, d]), bias);
    const ofContext = tf.matMul(contexts, weight.slice([0, d], [embedding, d]), false, true);
    const sums = tf.add<tf.Tensor2D>(
      gatherRows(ofEntity, places),
      gatherRows(ofContext, index.context),
    );
    return tf.tanh<tf.Tensor2D>(
      masked ? sums : tf.concat([sums, bias.reshape<tf.Tensor2D>([1, embedding])], 0),
    );
  };
  const head = extract("head_extractor", index.heads);
  const tail = extract("tail_extractor", index.tails);
  const weight = parameter(parameters, "projection.weight") as tf.Tensor2D;
  const cells = groupedBilinear(head, tail, weight, tf.zeros([d]), Number(own.block));
  const projected = gatherRows(
    masked ? tf.concat([cells, tf.zeros([1, d])], 0) : cells,
    tables.pairOf,
  );

  const shape = { tables: batch.size, side: tables.side };
  const settings = { ...shape, heads: Number(own.heads), layers: Number(own.layers) };
  const bias = tf.tensor2d(keyBias(tables), [batch.size, tables.side]);
  const layers = axialTransformer(parameters, projected, settings, bias);

  // A self pair's logits are zeros: it is never predicted, and counts in the mean of the loss without a gradient.
  const isPair = tf.tensor2d(tables.isPair, [batch.rows, 1]);
  const all = tf.add(layers[layers.length - 1].value, projected);
  const features = gatherRows(all, tables.cellOf).mul<tf.Tensor2D>(isPair);
  const [last, shift] = ["weight", "bias"].map((of) => parameter(parameters, `classifier.${of}`));
  const logits = linear(features, last, shift).mul<tf.Tensor2D>(isPair);
  return { tables, index, entities, contexts, projected, layers, logits, features };
}

/** Vectors of pairs as PairFeatures has them: one group, in which the tail is the first unit vector. */
const unitVectors = ([rows, d]: [number, number]): tf.Tensor2D =>
  tf.concat([tf.ones([rows, 1]), tf.zeros([rows, d - 1])], 1);

/** KD-DocRE's head without a teacher (Tan et al. 2022; KD-DocRE model.py `DocREModel_KD`). */
export const kernel: Kernel = {
  // `bilinear` of the official code, which nothing uses, is left out.
  initial: ({ hidden: d, columns, own }, random) => {
    const [embedding, block] = [Number(own.embedding), Number(own.block)];
    if (d % Number(own.heads) !== 0) {
      throw badInput("Encoder width is not a multiple of heads", {
        where: "--set heads",
        expected: `a number that divides ${d}`,
        got: String(own.heads),
      });
    }
    return new Map([
      ...linearInitial("head_extractor", embedding, 2 * d, random),
      ...linearInitial("tail_extractor", embedding, 2 * d, random),
      linearInitial("projection", d, embedding * block, random)[0],
      ...axialInitial(Number(own.layers), d, random),
      ...linearInitial("classifier", columns, d, random),
    ]);
  },

  positions: (batch) => indexMentions(batch).positions,

  outputs: (parameters, sizes, encoded, batch, { mode }) => {
    const { logits, features } = trace(parameters, sizes, encoded, batch, mode);
    const tail = unitVectors(features.shape);
    return { logits, pairs: { head: features, tail, block: sizes.hidden } };
  },

  golden: {
    sizes: ({ emb_size, block_size, grid, axial_layers, axial_heads }) => ({
      embedding: emb_size,
      block: block_size,
      grid,
      layers: axial_layers,
      heads: axial_heads,
      mask: "training",
    }),
    // `logits_second_mask` also drops cells inside the tables, as no script of the official code does.
    passes: (file, main) => {
      const evaluation = main();
      const logits = file.tensor("outputs", "logits_train_negative_mask");
      const training = { ...evaluation, values: { logits }, gradients: [] };
      return [evaluation, { ...training, name: "training", mode: "train" }];
    },
    values: (parameters, sizes, encoded, batch, { mode }) => {
      const done = trace(parameters, sizes, encoded, batch, mode);
      const { tables, index, entities, contexts, projected, layers } = done;
      const last = layers[layers.length - 1].value;
      const cut = (cells: tf.Tensor): tf.Tensor => takeRows(cells, tables.cellOf);
      const cell = (of: tf.Tensor, h: number, t: number): tf.Tensor =>
        takeRows(of, Int32Array.of(h * tables.side + t));
      const beyond = tables.side - 1;
      const places = new Set(index.heads);
      return {
        entity_embs: takeRows(entities, Int32Array.from(places)),
        hs_cut: takeRows(entities, index.heads),
        ts_cut: takeRows(entities, index.tails),
        rs_cut: takeRows(contexts, index.context),
        projection_cut: cut(projected),
        projection_pad: cell(projected, beyond, beyond),
        axial_attn0_cut: cut(layers[0].attention),
        layer0_cut: cut(layers[0].value),
        axial_out_cut: cut(last),
        axial_out_pad: cell(last, beyond, beyond),
        axial_out_mixed_doc0_row0_col41: cell(last, 0, beyond),
      };
    },
  },
};
