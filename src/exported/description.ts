import {
  count,
  either,
  bool,
  fields,
  json,
  listOf,
  nullable,
  number,
  oneOf,
  recordOf,
  text,
  both,
  type Shape,
} from "../base/shape.js";
import type { EncoderConfig } from "../contract/corpus/encoder.js";
import type { Sizes } from "../contract/backbone.js";
import type { DecoderSpec } from "../contract/decoder.js";
import type { Segment } from "../contract/layout.js";
import type { LossSpec, PluginSpec } from "../contract/train-spec.js";

/** What an exported model is: the entry {@link DESCRIPTION} of its config.json. */
export interface Description {
  readonly schema: 1;
  /** The run that it comes from. */
  readonly run: string;
  readonly backbone: string;
  readonly head: Sizes;
  readonly plugin: PluginSpec | null;
  readonly loss: LossSpec;
  readonly seed: number;
  readonly trainSet: string;
  readonly encoder: {
    readonly id: string;
    readonly config: EncoderConfig;
    /** Of how many of its last layers hidden states and attention are averaged. */
    readonly layers: number;
    /** Stands for the content of its tokenizer. */
    readonly tokenizer: string;
  };
  readonly layout: {
    /** The relation of each output column; null: a threshold. */
    readonly columns: readonly (string | null)[];
    readonly segments: readonly Segment[];
    readonly lambda: number;
  };
  readonly decoder: DecoderSpec;
  readonly reading: {
    /** Pieces, special tokens included. */
    readonly maxLength: number;
    readonly startId: number;
    readonly endId: number;
    /** End tokens that close the first of two windows of a long document. */
    readonly ends: number;
    /** Put before and after each mention; null: nothing is. */
    readonly markerId: number | null;
  };
}

/** Its name in config.json. */
export const DESCRIPTION = "amtl_run";

const method = fields({ id: text, params: recordOf(json) });

export const description: Shape<Description> = fields({
  schema: oneOf(1),
  run: text,
  backbone: text,
  head: recordOf(either(either(number, text), bool)),
  plugin: nullable(method),
  loss: method,
  seed: count,
  trainSet: text,
  encoder: fields({
    id: text,
    config: fields({
      family: oneOf("bert", "roberta"),
      vocabulary: count,
      width: count,
      layers: count,
      heads: count,
      feedForward: count,
      positions: count,
      tokenTypes: count,
      epsilon: number,
      hiddenDropout: number,
      attentionDropout: number,
      padding: count,
    }),
    layers: count,
    tokenizer: text,
  }),
  layout: fields({
    columns: listOf(nullable(text)),
    segments: listOf(fields({ start: count, end: count })),
    lambda: number,
  }),
  decoder: both(recordOf(json), fields({ rule: text })),
  reading: fields({
    maxLength: count,
    startId: count,
    endId: count,
    ends: count,
    markerId: nullable(count),
  }),
});
