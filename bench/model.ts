import { seededRandom } from "../src/base/random.js";
import { makeBatch, type Batch } from "../src/corpus/features/batch.js";
import type { Features } from "../src/contract/corpus/document.js";
import { buildLayout } from "../src/experiment/layout/layout.js";
import { kernel } from "../src/methods/backbones/atlop/kernel.js";
import { encoderShapes } from "../src/nn/encoder/parameter-names.js";
import { amtl } from "../src/methods/losses/amtl.js";
import type { Encoder, EncoderConfig } from "../src/contract/corpus/encoder.js";
import type { Weight } from "../src/contract/compute/parameters.js";
import type { LabelLayout } from "../src/contract/layout.js";
import type { Loss } from "../src/contract/loss.js";
import { buildModel, type Model } from "../src/train/model.js";
import { BATCH, type Shape } from "./shapes.js";

/** The four segments of the paper: 96 relations and 4 threshold slots are 100 outputs. */
export const LAYOUT = buildLayout(
  { segments: [10, 20, 46, 20], lambda: 3.5 },
  Array.from({ length: 96 }, (_, r) => `P${r}`),
);

/** A document of the shape's size with random pieces, one or two mentions an entity, and 27 labelled pairs. */
function randomDocument(index: number): Features {
  const random = seededRandom(index, "bench document");
  const { width, entities } = BATCH;
  const inputIds = Int32Array.from({ length: width }, () => 1000 + random.below(29_000));
  const entityPositions = Array.from({ length: entities }, () =>
    Array.from({ length: 1 + random.below(2) }, (): [number, number] => {
      const start = random.below(width - 4);
      return [start, start + 2];
    }),
  );
  const pairs: number[] = [];
  for (let h = 0; h < entities; h++) {
    for (let t = 0; t < entities; t++) if (h !== t) pairs.push(h, t);
  }
  const positives = Array.from({ length: 27 }, () => [1 + random.below(10)]);
  return {
    title: `document ${index}`,
    inputIds,
    entityPositions,
    pairs: Int32Array.from(pairs),
    positives,
  };
}

export const randomBatch = (documents: number): Batch =>
  makeBatch(
    Array.from({ length: documents }, (_, index) => randomDocument(index)),
    LAYOUT,
  );

/** An encoder of random weights, the same at every call. */
export function randomEncoder(config: EncoderConfig): Encoder {
  const random = seededRandom(1, "bench weights");
  const weights = new Map<string, Weight>();
  for (const [name, shape] of encoderShapes(config)) {
    const size = shape.reduce((product, n) => product * n, 1);
    const values = Float32Array.from({ length: size }, () => (random.next() - 0.5) * 0.07);
    if (name.endsWith("LayerNorm.weight")) values.fill(1);
    weights.set(name, { shape, values });
  }
  return { config, weights };
}

/** ATLOP with the loss on a random encoder of the shape. */
export function randomModel(
  { config, head }: Shape,
  loss: Loss = amtl,
  layout: LabelLayout = LAYOUT,
): Model {
  const parts = { kernel, sizes: head, loss, params: {}, layout, seed: 66 };
  return buildModel({ encoder: randomEncoder(config), ...parts });
}
