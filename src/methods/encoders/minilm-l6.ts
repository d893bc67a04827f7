import type { EncoderSpec } from "../../contract/corpus/encoder.js";

export const minilmL6: EncoderSpec = {
  id: "minilm-l6",
  family: "bert",
  origin: { kind: "pretrained" },
  about: "384 wide, 6 layers, uncased; stands in for bert-base-cased in profile mini",
  sizes: { vocabulary: 30_522, width: 384, layers: 6, heads: 12, feedForward: 1536 },
  standsFor: { mini: "bert-base-cased" },
  // The most of 3 trainings of mini (3.8 GiB) on the native engine.
  memory: 4 * 2 ** 30,
};
