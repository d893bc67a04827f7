import * as tf from "@tensorflow/tfjs-core";
import { seededRandom } from "../base/random.js";
import type {
  AuxiliaryTerm,
  BackboneOutputs,
  Kernel,
  ModelSizes,
  Pass,
  Sizes,
} from "../contract/backbone.js";
import type { Features } from "../contract/corpus/document.js";
import type { Dropout } from "../contract/compute/dropout.js";
import type { Encoder } from "../contract/corpus/encoder.js";
import type { LabelLayout } from "../contract/layout.js";
import type { Loss, LossInputs } from "../contract/loss.js";
import type { Parameters, Weights } from "../contract/compute/parameters.js";
import type { PluginCall, PluginKernel } from "../contract/plugin.js";
import type { LossSpec, PluginSpec } from "../contract/train-spec.js";
import type { Batch } from "../corpus/features/batch.js";
import { encodeDocuments } from "../nn/encoder/documents.js";
import {
  createParameters,
  disposeParameters,
  ENCODER_PREFIX,
  parameter,
} from "../nn/parameters.js";

/** What one batch gives to the optimizer; the caller disposes the gradients. */
export interface Step {
  /** The whole training loss, auxiliary terms included. */
  readonly loss: number;
  /** The auxiliary terms, without their weights; none for most models. */
  readonly terms: Readonly<Record<string, number>>;
  /** Gradients of every parameter that the loss depends on. */
  readonly gradients: ReadonlyMap<string, tf.Tensor>;
}

export interface Prediction {
  readonly scores: Float32Array;
  /** null: the backbone gives none. */
  readonly evidence: readonly (readonly number[])[] | null;
}

/** Encoder, backbone, plugin and loss as one. Owns its parameters. */
export interface Model {
  readonly parameters: Parameters;
  /** Loss times `weight` (1 / accumulated batches) and its gradients. The loss returned is not weighted. */
  readonly step: (batch: Batch, dropout: Dropout, weight?: number) => Step;
  /** Logits of all pairs of the batch, [rows, columns], without dropout. */
  readonly scores: (batch: Batch) => Float32Array;
  /** The same, with the sentences that are predicted as evidence of each row where the backbone gives some. */
  readonly predict: (batch: Batch) => Prediction;
  /** A document's scores as they are kept and decoded: what a plugin makes of its logits, else these. Made for many documents. */
  readonly rescorer: () => (scores: Float32Array, features: Features) => Float32Array;
  readonly dispose: () => void;
}

export interface ModelParts {
  readonly encoder: Encoder;
  readonly kernel: Kernel;
  /** Sizes of the backbone's own layers. */
  readonly sizes: Sizes;
  /** How many of the encoder's last layers the backbone reads the average of; absent: 1. */
  readonly encoderLayers?: number;
  /** Share above which a sentence is evidence; absent: the backbone gives none. */
  readonly evidenceAbove?: number;
  /** Whether encoder layers are computed again on the way back instead of kept: the same bits, less memory. */
  readonly recompute?: boolean;
  readonly plugin?: { readonly kernel: PluginKernel; readonly params: PluginSpec["params"] };
  readonly loss: Loss;
  readonly params: LossSpec["params"];
  readonly layout: LabelLayout;
  /** For losses that need them: see {@link LossInputs}. */
  readonly priors?: ArrayLike<number>;
  /** Values that are not trained, from the runs that this one rests on. */
  readonly frozen?: Weights;
  /** Fixes the initial values of what the encoder does not bring, and nothing else. */
  readonly seed: number;
}

/** Ids of each document without padding: how the encoder takes them. */
const documentsOf = ({ inputIds, lengths, width }: Batch): Int32Array[] =>
  lengths.map((length, i) => inputIds.subarray(i * width, i * width + length));

/** For each row of shares the sentences whose share is above the least, ascending. */
function sentencesAbove(shares: tf.Tensor, least: number): readonly (readonly number[])[] {
  const values = shares.dataSync<"float32">();
  const [rows, sentences] = shares.shape;
  return Array.from({ length: rows }, (_, row) => {
    const own = values.subarray(row * sentences, (row + 1) * sentences);
    return [...own.keys()].filter((sentence) => own[sentence] > least);
  });
}

export function buildModel(parts: ModelParts): Model {
  const {
    encoder,
    kernel,
    plugin,
    loss,
    params,
    layout,
    seed,
    encoderLayers = 1,
    evidenceAbove,
    recompute = false,
  } = parts;
  const columns = layout.columns.length;
  const sizes: ModelSizes = { own: parts.sizes, hidden: encoder.config.width, columns };
  const added = plugin?.kernel.initial?.(
    { ...sizes, layout },
    plugin.params,
    seededRandom(seed, "plugin"),
  );
  const trained: Parameters = new Map([
    ...createParameters(tf, encoder.weights, ENCODER_PREFIX),
    ...createParameters(tf, kernel.initial(sizes, seededRandom(seed, "head"))),
    ...createParameters(tf, added ?? new Map()),
  ]);
  const parameters: Parameters = new Map([
    ...trained,
    ...createParameters(tf, parts.frozen ?? new Map()),
  ]);
  const names = new Map([...trained].map(([name, variable]) => [variable.name, name]));
  const variables = [...trained.values()];
  const priors: Pick<LossInputs, "priors"> =
    parts.priors === undefined ? {} : { priors: parts.priors };

  /** What the backbone gives, and what a plugin makes of its logits. */
  const forward = (batch: Batch, pass: Pass) => {
    const encoded = encodeDocuments(
      parameters,
      encoder.config,
      documentsOf(batch),
      kernel.positions(batch),
      pass.dropout,
      {
        averaged: encoderLayers,
        recompute: recompute && pass.mode === "train",
        padding: kernel.readsPadding === true ? "computed" : "left out",
      },
    );
    const outputs: BackboneOutputs = kernel.outputs(parameters, sizes, encoded, batch, pass);
    if (plugin === undefined) return { outputs, logits: outputs.logits, call: null };
    const { logits } = outputs;
    const call: PluginCall = { parameters, params: plugin.params, layout, batch, pass, logits };
    return { outputs, logits: plugin.kernel.logits?.(call) ?? logits, call };
  };

  const predict = (batch: Batch): Prediction => {
    // Read outside the tidy, which would look for tensors in every number of the array.
    const tensors = tf.tidy((): tf.Tensor[] => {
      const { logits, outputs } = forward(batch, { mode: "predict", dropout: null });
      return outputs.evidence === undefined ? [logits] : [logits, outputs.evidence];
    });
    const [logits, shares] = [tensors[0], tensors.at(1)];
    const scores = logits.dataSync<"float32">().slice();
    const evidence =
      shares === undefined || evidenceAbove === undefined
        ? null
        : sentencesAbove(shares, evidenceAbove);
    logits.dispose();
    shares?.dispose();
    return { scores, evidence };
  };

  return {
    parameters,
    step: (batch, dropout, weight = 1) => {
      const terms: Record<string, number> = {};
      const { value, grads } = tf.variableGrads(() => {
        const labels = tf.tensor2d(batch.labels, [batch.rows, columns]);
        const { outputs, logits, call } = forward(batch, { mode: "train", dropout });
        const { pairs } = outputs;
        const vectors = pairs === undefined ? {} : { pairs };
        const lossOf = (given: tf.Tensor2D): tf.Scalar =>
          loss.compute(tf, { logits: given, ...vectors, ...priors, labels, layout, params });
        const auxiliary: readonly AuxiliaryTerm[] = [
          ...(outputs.auxiliary ?? []),
          ...(call === null ? [] : (plugin?.kernel.terms?.(call, lossOf) ?? [])),
        ];
        let mean = lossOf(logits);
        for (const [name, term, factor] of auxiliary) {
          mean = mean.add<tf.Scalar>(term.mul(factor));
          terms[name] = term.dataSync()[0];
        }
        return weight === 1 ? mean : mean.mul<tf.Scalar>(weight);
      }, variables);
      const gradients = new Map(
        Object.entries(grads).map(([name, gradient]) => [names.get(name)!, gradient]),
      );
      const weighted = value.dataSync()[0];
      value.dispose();
      return { loss: weighted / weight, terms, gradients };
    },
    scores: (batch) => predict(batch).scores,
    predict,
    rescorer: () => {
      if (plugin === undefined) return (scores) => scores;
      const { kernel: own, params: given } = plugin;
      const rescore =
        own.rescorer?.((name) => parameter(parameters, name).dataSync<"float32">().slice()) ??
        own.rescore;
      return (scores, features) => rescore?.(scores, { features, layout, params: given }) ?? scores;
    },
    dispose: () => {
      disposeParameters(parameters);
    },
  };
}
