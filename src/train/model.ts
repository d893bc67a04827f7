import * as tf from "@tensorflow/tfjs-core";
import { seededRandom } from "../base/random.js";
import type { Batch } from "../corpus/features/batch.js";
import type { LabelLayout } from "../contract/layout.js";
import type { HeadSpec, LossSpec } from "../contract/train-spec.js";
import type { HeadOutputs, Kernel } from "../contract/backbone.js";
import { encodeDocuments } from "../nn/encoder/documents.js";
import type { Encoder } from "../contract/encoder.js";
import type { Dropout } from "../contract/dropout.js";
import { createParameters, disposeParameters, ENCODER_PREFIX } from "../nn/parameters.js";
import type { Parameters } from "../contract/parameters.js";
import type { Loss, LossInputs } from "../contract/loss.js";

/** What one batch gives to the optimizer; the caller disposes the gradients. */
export interface Step {
  readonly loss: number;
  /** Of every parameter that the loss depends on. */
  readonly gradients: ReadonlyMap<string, tf.Tensor>;
}

/** Encoder, head and loss as one. Owns its parameters. */
export interface Model {
  readonly parameters: Parameters;
  /** Loss times `weight` (1 / accumulated batches) and its gradients. The loss returned is not weighted. */
  readonly step: (batch: Batch, dropout: Dropout, weight?: number) => Step;
  /** Logits of all pairs of the batch, [rows, columns], without dropout. */
  readonly scores: (batch: Batch) => Float32Array;
  readonly dispose: () => void;
}

export interface ModelParts {
  readonly encoder: Encoder;
  readonly kernel: Kernel;
  readonly head: HeadSpec;
  readonly loss: Loss;
  readonly params: LossSpec["params"];
  readonly layout: LabelLayout;
  /** For losses that need them: see {@link LossInputs}. */
  readonly priors?: ArrayLike<number>;
  /** Fixes the head's initial values, and nothing else of them. */
  readonly seed: number;
}

/** Ids of each document without padding: how the encoder takes them. */
const documentsOf = ({ inputIds, lengths, width }: Batch): Int32Array[] =>
  lengths.map((length, i) => inputIds.subarray(i * width, i * width + length));

export function buildModel(parts: ModelParts): Model {
  const { encoder, kernel, head, loss, params, layout } = parts;
  const columns = layout.columns.length;
  const sizes = { ...head, hidden: encoder.config.width, columns };
  const parameters: Parameters = new Map([
    ...createParameters(tf, encoder.weights, ENCODER_PREFIX),
    ...createParameters(tf, kernel.initial(sizes, seededRandom(parts.seed, "head"))),
  ]);
  const names = new Map([...parameters].map(([name, variable]) => [variable.name, name]));
  const variables = [...parameters.values()];
  const priors: Pick<LossInputs, "priors"> =
    parts.priors === undefined ? {} : { priors: parts.priors };

  const outputsOf = (batch: Batch, dropout: Dropout | null): HeadOutputs => {
    const positions = kernel.positions(batch);
    const documents = documentsOf(batch);
    const encoded = encodeDocuments(parameters, encoder.config, documents, positions, dropout);
    return kernel.outputs(parameters, sizes, encoded, batch);
  };

  return {
    parameters,
    step: (batch, dropout, weight = 1) => {
      const { value, grads } = tf.variableGrads(() => {
        const labels = tf.tensor2d(batch.labels, [batch.rows, columns]);
        const outputs = outputsOf(batch, dropout);
        const mean = loss.compute(tf, { ...outputs, ...priors, labels, layout, params });
        return weight === 1 ? mean : mean.mul<tf.Scalar>(weight);
      }, variables);
      const gradients = new Map(
        Object.entries(grads).map(([name, gradient]) => [names.get(name)!, gradient]),
      );
      const weighted = value.dataSync()[0];
      value.dispose();
      return { loss: weighted / weight, gradients };
    },
    scores: (batch) => {
      // Read outside the tidy, which would look for tensors in every number of the array.
      const logits = tf.tidy(() => outputsOf(batch, null).logits);
      const values = logits.dataSync<"float32">().slice();
      logits.dispose();
      return values;
    },
    dispose: () => {
      disposeParameters(parameters);
    },
  };
}
