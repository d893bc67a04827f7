import assert from "node:assert/strict";
import { parseEncoderConfig } from "../../../src/nn/encoder/config.js";
import { encoderShapes } from "../../../src/nn/encoder/parameter-names.js";
import { poolerShapes } from "../../../src/nn/encoder/pooler.js";

/** The published config.json of each encoder, and how many parameters transformers' model of it has, with its pooler. */
const PUBLISHED = [
  {
    id: "bert-base-cased",
    parameters: 108_310_272,
    config: {
      model_type: "bert",
      architectures: ["BertForMaskedLM"],
      attention_probs_dropout_prob: 0.1,
      hidden_act: "gelu",
      hidden_dropout_prob: 0.1,
      hidden_size: 768,
      intermediate_size: 3072,
      layer_norm_eps: 1e-12,
      max_position_embeddings: 512,
      num_attention_heads: 12,
      num_hidden_layers: 12,
      pad_token_id: 0,
      type_vocab_size: 2,
      vocab_size: 28_996,
    },
  },
  {
    id: "roberta-large",
    parameters: 355_359_744,
    config: {
      model_type: "roberta",
      architectures: ["RobertaForMaskedLM"],
      attention_probs_dropout_prob: 0.1,
      hidden_act: "gelu",
      hidden_dropout_prob: 0.1,
      hidden_size: 1024,
      intermediate_size: 4096,
      layer_norm_eps: 1e-5,
      max_position_embeddings: 514,
      num_attention_heads: 16,
      num_hidden_layers: 24,
      pad_token_id: 1,
      type_vocab_size: 1,
      vocab_size: 50_265,
    },
  },
];

const count = (shapes: ReadonlyMap<string, readonly number[]>): number =>
  [...shapes.values()].reduce((sum, shape) => sum + shape.reduce((a, b) => a * b, 1), 0);

describe("an encoder at its published size", () => {
  for (const { id, parameters, config } of PUBLISHED) {
    it(`has as many parameters as ${id}, with and without the pooler`, () => {
      const parsed = parseEncoderConfig(config, "config.json");
      const pooler = count(poolerShapes(parsed));
      assert.equal(pooler, config.hidden_size ** 2 + config.hidden_size);
      assert.equal(count(encoderShapes(parsed)) + pooler, parameters);
    });
  }
});
