import * as tf from "@tensorflow/tfjs-core";
import { z } from "zod";
import type {
  GoldenFile,
  GoldenPass,
  GoldenTensor,
  GoldenValues,
} from "../../../contract/backbone-golden.js";
import type { BackboneBatch } from "../../../contract/backbone.js";
import type { Features } from "../../../contract/corpus/document.js";
import { takeRows } from "../../../nn/ops/gather.js";
import { goldenDocument } from "./golden-documents.js";
import { gainValues } from "./values.js";

/** Pairs of each document [documents, rows, 2], counted from 1; rows beyond a document's own are padding. */
interface PaddedPairs {
  readonly pairs: GoldenTensor;
  /** [documents, rows]: 1 for a pair. */
  readonly valid: GoldenTensor;
}

/** Indices of the rows that are pairs, among all documents' rows. */
const rowsOf = ({ valid }: PaddedPairs): readonly number[] =>
  valid.data.flatMap((mark, row) => (mark === 0 ? [] : [row]));

/** Those rows of a tensor [documents, rows, width]. */
function taken({ shape, data }: GoldenTensor, rows: readonly number[]): GoldenTensor {
  const width = shape[2];
  return {
    shape: [rows.length, width],
    data: rows.flatMap((row) => data.slice(row * width, (row + 1) * width)),
  };
}

/** Our batches have no padding among pairs. */
function batchOf(
  file: GoldenFile,
  padded: PaddedPairs,
  labels: GoldenTensor | null,
): BackboneBatch {
  const features: readonly Features[] = z
    .array(z.unknown())
    .parse(file.json("inputs", "docs"))
    .map(goldenDocument);
  const [, width] = file.tensor("inputs", "sequence_output").shape;
  const rows = rowsOf(padded);
  const columns = file.tensor("outputs", "logits").shape[2];
  const perDocument = padded.valid.shape[1];
  return {
    size: features.length,
    width,
    entityPositions: features.map(({ entityPositions }) => entityPositions),
    rows: rows.length,
    pairs: Int32Array.from(taken(padded.pairs, rows).data, (entity) => entity - 1),
    pairDocument: Int32Array.from(rows, (row) => Math.floor(row / perDocument)),
    labels:
      labels === null
        ? new Float32Array(rows.length * columns)
        : Float32Array.from(taken(labels, rows).data),
    features,
  };
}

const encodedOf = (file: GoldenFile): GoldenPass["encoded"] => ({
  sequence_output: file.tensor("inputs", "sequence_output"),
  pooled_output: file.tensor("inputs", "pooled_output"),
});

/** Values in inference, and gradients of the sum of logits · R. */
function inference(file: GoldenFile): GoldenPass {
  const padded = {
    pairs: file.tensor("inputs", "h_t_pairs"),
    valid: file.tensor("inputs", "valid"),
  };
  const rows = rowsOf(padded);
  const outputs = file.tensors("outputs");
  const banks = z
    .array(z.object({ shape: z.array(z.number()), data: z.array(z.number()) }))
    .parse(file.json("outputs", "entity_bank"));
  const wanted = Object.fromEntries(
    Object.entries(file.tensors("grads")).filter(([name]) => name !== "sum_logits_R"),
  );
  const ofRows = Object.fromEntries(
    ["path_sum", "path_info", "logits"].map((name) => [name, taken(outputs[name], rows)]),
  );
  return {
    name: "",
    mode: "predict",
    batch: batchOf(file, padded, null),
    encoded: encodedOf(file),
    values: {
      ...outputs,
      ...ofRows,
      entity_bank: {
        shape: [banks.reduce((sum, { shape }) => sum + shape[0], 0), banks[0].shape[1]],
        data: banks.flatMap(({ data }) => data),
      },
    },
    gradients: [{ of: "logits", weights: taken(file.tensor("inputs", "R"), rows), wanted }],
  };
}

/** A batch of the official loader with its own loss. */
function training(file: GoldenFile): GoldenPass {
  const padded = {
    pairs: file.tensor("train_batch", "h_t_pairs"),
    valid: file.tensor("train_batch", "relation_mask"),
  };
  return {
    name: "train_batch",
    mode: "predict",
    batch: batchOf(file, padded, file.tensor("train_batch", "relation_multi_label")),
    encoded: encodedOf(file),
    values: {
      logits: taken(file.tensor("train_batch", "logits"), rowsOf(padded)),
      bce_loss: file.tensor("train_batch", "bce_loss"),
    },
    gradients: [
      {
        of: "bce_loss",
        wanted: { sequence_output: file.tensor("train_batch", "grad_sequence_output") },
      },
    ],
  };
}

/** Mean over rows and columns; the files of inference have no labels. */
const bceLoss = (logits: tf.Tensor2D, { labels }: BackboneBatch): Record<string, tf.Tensor> =>
  labels.every((label) => label === 0)
    ? {}
    : {
        bce_loss: tf.losses.sigmoidCrossEntropy(
          tf.tensor2d(labels, logits.shape),
          logits,
          undefined,
          0,
          tf.Reduction.MEAN,
        ),
      };

export const golden: GoldenValues = {
  sizes: (config) => ({
    typeSize: "type_size" in config ? config.type_size : config.entity_type_size,
    idSize: "id_size" in config ? config.id_size : config.entity_id_size,
    layers: config.gcn_layers,
    maxEntities: config.max_entity_num,
    dropout: 0,
  }),
  values: (parameters, sizes, encoded, batch, pass) => {
    const values = gainValues(parameters, sizes, encoded, batch, pass);
    return {
      node_features: values.nodes,
      ...Object.fromEntries(values.layers.map((layer, index) => [`gcn_layer_${index}`, layer])),
      entity_bank: takeRows(values.entities, values.graph.taken),
      document_feature: values.documents,
      entity_edge_features: values.links,
      path_sum: values.pathSums,
      path_info: values.paths,
      ...bceLoss(values.logits, batch),
    };
  },
  passes: (file) => [inference(file), training(file)],
  documents: (documents) => documents.map(goldenDocument),
};
