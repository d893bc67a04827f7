import type { LayoutSpec } from "../../contract/layout.js";
import type { Schedule } from "../../contract/schedule.js";
import type { EvalSpec } from "../../contract/eval-spec.js";
import type { TrainSpec } from "../../contract/train-spec.js";

/**
 * Why each field is part of a run's identity, one sentence a field. The types make a spec's new field
 * without a sentence an error.
 */
type Reasons<Fields> = Readonly<Record<keyof Fields, string>>;

export const TRAIN_REASONS: Reasons<TrainSpec> = {
  schema: "A later program may read the fields below differently.",
  profile: "A profile decides what the names of data sets stand for.",
  backbone: "It decides how pairs are represented.",
  plugin: "It changes the training loss or the decoding of its backbone.",
  encoder: "The weights that training starts from.",
  loss: "What training minimises, with its parameters.",
  layout: "Which outputs share a threshold, and how many there are.",
  head: "It decides how many parameters the backbone adds.",
  trainSet: "The documents that are learned from.",
  devSet: "The documents that select the checkpoint.",
  decoder: "Dev F1 depends on it, and dev F1 selects the checkpoint.",
  modelDecoder: "It selected the checkpoint of the model that the plugin takes as it is.",
  seed: "It draws initial values, the order of documents and dropout.",
  schedule: "How long, how fast and in which batches the model learns.",
  precision: "Rounding changes what is learned.",
  variant: "The paper does not publish its learning rates: this is another choice of them.",
  limit: "A model of the first documents of each set only is a try, no result of the table.",
  init: "The weights of the exported model that training starts from.",
  worker: "Another program than the built-in trainer learns and predicts.",
};

export const LAYOUT_REASONS: Reasons<LayoutSpec> = {
  segments: "Each segment is compared with a threshold of its own.",
  ordering: "It decides which relations share a segment, and which initial values they get.",
  relations: "Listed by hand, they decide which of them share a segment.",
  lambda: "It scales the averaged threshold (Eq. 2).",
  labelSpace: "Relations beyond it are neither learned nor predicted.",
};

/** The sentence for every size of a backbone: its own schema says what it is. */
export const SIZE_REASON = "A size of the backbone's own layers.";

export const SCHEDULE_REASONS: Reasons<Schedule> = {
  epochs: "How often every document is seen; the learning rate falls over the whole of them.",
  batch: "How many documents an update averages over.",
  evalBatch: "The padded width of a batch decides which mentions at the cut are kept.",
  accumulate: "How many batches an update averages over.",
  accumulation: "Which of these batches an update averages over.",
  rate: "The encoder's learning rate.",
  groups: "Learning rates of the layers that are not the encoder's.",
  course: "How learning rates change from one update to the next.",
  warmup: "The share of steps in which the rate rises.",
  clip: "Larger gradients are scaled down to this norm.",
  adam: "The optimizer's constants, and where its epsilon stands.",
  dropLast: "Whether the documents of an epoch's last incomplete batch are learned from.",
  evaluate: "The moments at which a checkpoint can be selected.",
  evaluateEpochs: "The epochs in which a checkpoint can be selected.",
  evaluateEvery: "Further moments at which a checkpoint can be selected.",
  select: "The dev metric that selects the checkpoint.",
  maxLength: "Pieces beyond it are cut off.",
  negatives: "Which pairs without a relation are learned from.",
};

export const EVAL_REASONS: Reasons<EvalSpec> = {
  schema: "A later program may read the fields below differently.",
  trainId: "The model that is scored.",
  evalSet: "The documents that are scored.",
  decoder: "It decides which relations are predicted from the same scores.",
  facts: "Ign-F1 leaves out the facts of this training set.",
  keeps: "The result has more to say; without it nothing is added to the identity.",
};

/** By the word before the colon of a dependency's name. */
export const DEPENDENCY_REASONS = {
  data: "The content of these documents, under whatever name they came.",
  encoder: "The content of the weights and tokenizer files.",
  version: "Raised by hand when this module changes results.",
  worker: "The content of the files that the program's command names.",
  run: "The run that it rests on: what was trained there is used here.",
} as const;
