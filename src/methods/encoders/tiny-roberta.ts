import type { EncoderSpec } from "../../contract/corpus/encoder.js";

export const tinyRoberta: EncoderSpec = {
  id: "tiny-roberta",
  family: "roberta",
  origin: { kind: "constructed" },
  about: "64 wide, 2 layers; stands in for roberta-large in profile smoke",
  standsFor: { smoke: "roberta-large" },
  // The most of 60 trainings of smoke (1.07 GiB) on the native engine.
  memory: 1.1 * 2 ** 30,
};
