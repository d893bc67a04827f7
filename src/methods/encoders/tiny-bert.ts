import type { EncoderSpec } from "../../contract/corpus/encoder.js";

export const tinyBert: EncoderSpec = {
  id: "tiny-bert",
  family: "bert",
  origin: { kind: "constructed" },
  about: "64 wide, 2 layers; stands in for bert-base-cased in profile smoke",
  standsFor: { smoke: "bert-base-cased" },
  // The most of 60 trainings of smoke (1.07 GiB) on the native engine.
  memory: 1.1 * 2 ** 30,
};
