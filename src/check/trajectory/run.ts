import type { Features } from "../../contract/corpus/document.js";
import type { LabelLayout } from "../../contract/layout.js";
import type { Schedule } from "../../contract/schedule.js";
import { PAPERS_OWN } from "../../methods/backbones/papers-own.js";
import { backboneOf } from "../../methods/backbones/registry.js";
import type { EncoderConfig } from "../../contract/corpus/encoder.js";
import { ENCODER_PREFIX } from "../../nn/parameters.js";
import type { Loss } from "../../contract/loss.js";
import { buildModel, type Model } from "../../train/model.js";
import { assignValues } from "../../train/weights.js";
import { goldenLayout } from "../loss/layouts.js";
import { weightOf } from "../tensors.js";
import type { TrajectoryGolden } from "./schema.js";

type Config = TrajectoryGolden["config"];

/** Golden trajectories are those of the paper's own code. */
const backbone = backboneOf(PAPERS_OWN);

const encoderConfig = (config: Config): EncoderConfig => ({
  family: "bert",
  vocabulary: config.vocab_size,
  width: config.hidden_size,
  layers: config.num_hidden_layers,
  heads: config.num_attention_heads,
  feedForward: config.intermediate_size,
  positions: config.max_position_embeddings,
  tokenTypes: config.type_vocab_size,
  epsilon: config.layer_norm_eps,
  hiddenDropout: config.hidden_dropout_prob,
  attentionDropout: config.attention_probs_dropout_prob,
  padding: config.pad_token_id,
});

/** The training set-up that the file describes. */
export const scheduleOf = (config: Config): Schedule => ({
  epochs: config.epochs,
  batch: config.batch_size,
  evalBatch: config.epoch_orders[0].length,
  accumulate: config.gradient_accumulation_steps,
  rate: config.encoder_lr,
  groups: [{ name: "new layers", match: backbone.newLayers, rate: config.head_lr }],
  warmup: config.warmup_ratio,
  clip: config.max_grad_norm,
  adam: {
    beta1: 0.9,
    beta2: 0.999,
    epsilon: config.adam_epsilon,
    decay: config.weight_decay,
    variant: "transformers",
  },
  dropLast: true,
  evaluate: "epoch-end",
  evaluateEvery: null,
  maxLength: config.max_position_embeddings,
  negatives: null,
});

export const layoutOf = (config: Config): LabelLayout =>
  goldenLayout(config.num_class, config.segments, config.lambda);

/** Documents as read_docred gives them; labels are padded, `rmasks` says which count. */
export const featuresOf = ({ features }: TrajectoryGolden): Features[] =>
  features.map(({ title, input_ids, entity_pos, hts, labels, rmasks, pos_num }) => ({
    title,
    inputIds: Int32Array.from(input_ids),
    entityPositions: entity_pos,
    pairs: Int32Array.from(hts.flat()),
    positives: labels
      .slice(0, pos_num)
      .map((row, pair) => row.filter((_, i) => rmasks[pair][i] === 1)),
  }));

/** The tiny BERT with the backbone, all values as the file gives them. */
export async function modelOf({ config, params }: TrajectoryGolden, loss: Loss): Promise<Model> {
  const { kernel } = await backbone.kernel();
  const all = Object.entries(params).map(([name, tensor]) => [name, weightOf(tensor)] as const);
  const weights = all.flatMap(([name, weight]) =>
    name.startsWith(ENCODER_PREFIX) ? [[name.slice(ENCODER_PREFIX.length), weight] as const] : [],
  );
  const model = buildModel({
    encoder: { config: encoderConfig(config), weights: new Map(weights) },
    kernel,
    sizes: kernel.golden!.sizes({ emb_size: config.emb_size, block_size: config.block_size }),
    loss,
    params: loss.params.parse({}),
    layout: layoutOf(config),
    seed: 1,
  });
  assignValues(model.parameters, new Map(all.map(([name, { values }]) => [name, values])));
  return model;
}
