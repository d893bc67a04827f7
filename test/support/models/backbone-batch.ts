import * as tf from "@tensorflow/tfjs-core";
import { seededRandom } from "../../../src/base/random.js";
import type { BackboneBatch, Kernel, ModelSizes } from "../../../src/contract/backbone.js";
import type { Parameters } from "../../../src/contract/compute/parameters.js";
import type { EncodedDocuments } from "../../../src/contract/corpus/encoder.js";
import { createParameters, disposeParameters } from "../../../src/nn/parameters.js";
import { numbers } from "./gradients.js";

/** Of each entity of a document, where its mentions begin. */
export type MentionStarts = readonly (readonly number[])[];

const HEADS = 2;

/** A backbone under test, with sizes of the test's. */
export interface SizedKernel {
  readonly kernel: Kernel;
  readonly sizes: ModelSizes;
}

/**
 * A batch of documents of `width` pieces, each mention two pieces long.
 *
 * @param pairs "distinct": head and tail differ; "all": an entity is paired with itself too
 */
export function batchOf(
  { columns }: ModelSizes,
  width: number,
  documents: readonly MentionStarts[],
  pairs: "distinct" | "all",
): BackboneBatch {
  const places = documents.map((entities) =>
    entities.flatMap((_, h) =>
      entities.flatMap((__, t) => (pairs === "distinct" && h === t ? [] : [[h, t]])),
    ),
  );
  const rows = places.flat().length;
  return {
    size: documents.length,
    width,
    entityPositions: documents.map((entities) =>
      entities.map((starts) => starts.map((start): [number, number] => [start, start + 2])),
    ),
    rows,
    pairs: Int32Array.from(places.flat(2)),
    pairDocument: Int32Array.from(places.flatMap((document, d) => document.map(() => d))),
    labels: new Float32Array(rows * columns),
    features: [],
  };
}

/**
 * Hidden states and attention that depend on a document's name and the position alone, so that a document can be
 * compared between batches.
 */
export function encodedOf(
  { kernel, sizes: { hidden: d } }: SizedKernel,
  batch: BackboneBatch,
  names: readonly string[],
): EncodedDocuments {
  const { width } = batch;
  const hidden = names.map((name) =>
    tf.tensor3d(numbers(width * d, `hidden ${name}`), [1, width, d]),
  );
  const attention = kernel.positions(batch).flatMap((positions, document) =>
    positions.map((position) => {
      const values = numbers(HEADS * width, `attention ${names[document]} ${position}`);
      return tf.tensor3d(values.map(Math.abs), [1, HEADS, width]);
    }),
  );
  return {
    hidden: tf.concat(hidden, 0),
    attention: attention.length === 0 ? tf.zeros([0, HEADS, width]) : tf.concat(attention, 0),
    pooled: () => tf.zeros([batch.size, d]),
  };
}

/** Runs `use` with initial values of the backbone, and gives all tensors back. */
export function withParameters(
  { kernel, sizes }: SizedKernel,
  use: (parameters: Parameters) => void,
): void {
  const parameters = createParameters(tf, kernel.initial(sizes, seededRandom(3, "head")));
  try {
    tf.tidy(() => {
      use(parameters);
    });
  } finally {
    disposeParameters(parameters);
  }
}
