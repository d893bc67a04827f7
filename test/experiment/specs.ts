import { PROFILES } from "../../src/methods/profiles/profiles.js";
import type { TrainSpec } from "../../src/contract/train-spec.js";

/** A plausible spec for tests that need any. */
export const someSpec: TrainSpec = {
  schema: 1,
  profile: "mini",
  backbone: "atlop",
  plugin: null,
  encoder: "minilm-l6",
  loss: { id: "atl", params: {} },
  layout: { segments: null, ordering: "original", lambda: 1, labelSpace: null },
  head: PROFILES.mini.head,
  trainSet: "redocred/train",
  devSet: "redocred/dev",
  decoder: { rule: "th", k: 4, threshold: "raw", factor: 1 },
  seed: 66,
  schedule: PROFILES.mini.schedule({}, ["extractor", "bilinear"]),
  precision: "float32",
};
