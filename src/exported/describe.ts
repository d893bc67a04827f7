import { sha256 } from "../base/canonical.js";
import type { Backbone } from "../contract/backbone.js";
import type { EncoderConfig } from "../contract/corpus/encoder.js";
import type { WordTokenizer } from "../contract/corpus/tokenizer.js";
import type { DecoderSpec } from "../contract/decoder.js";
import type { LabelLayout } from "../contract/layout.js";
import type { TrainSpec } from "../contract/train-spec.js";
import { END_TOKENS } from "../nn/encoder/windows.js";
import type { Description } from "./description.js";

/** A run's model, as far as a description of it needs to know. */
export interface DescribedModel {
  readonly trainId: string;
  readonly spec: TrainSpec;
  readonly backbone: Pick<Backbone, "markers" | "encoderLayers">;
  readonly layout: Pick<LabelLayout, "columns" | "segments" | "lambda">;
  readonly encoder: EncoderConfig;
  readonly tokenizer: Pick<WordTokenizer, "startId" | "endId" | "markerId">;
  /** Content of its tokenizer.json. */
  readonly tokenizerFile: string;
  /** With nothing left open. */
  readonly decoder: DecoderSpec;
}

export function describeModel({
  trainId,
  spec,
  backbone,
  layout,
  encoder,
  tokenizer,
  tokenizerFile,
  decoder,
}: DescribedModel): Description {
  const { columns, segments, lambda } = layout;
  const { startId, endId, markerId } = tokenizer;
  return {
    schema: 1,
    run: trainId,
    backbone: spec.backbone,
    head: spec.head,
    plugin: spec.plugin,
    loss: spec.loss,
    seed: spec.seed,
    trainSet: spec.trainSet,
    encoder: {
      id: spec.encoder,
      config: encoder,
      layers: backbone.encoderLayers ?? 1,
      tokenizer: sha256(tokenizerFile),
    },
    layout: { columns, segments, lambda },
    decoder,
    reading: {
      maxLength: spec.schedule.maxLength,
      startId,
      endId,
      ends: END_TOKENS[encoder.family],
      markerId: backbone.markers === "none" ? null : markerId,
    },
  };
}
