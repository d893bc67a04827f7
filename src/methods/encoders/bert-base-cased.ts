import type { EncoderSpec } from "../../contract/corpus/encoder.js";

export const bertBaseCased: EncoderSpec = {
  id: "bert-base-cased",
  family: "bert",
  origin: { kind: "pretrained" },
  about: "768 wide, 12 layers, cased",
  sizes: { vocabulary: 28_996, width: 768, layers: 12, heads: 12, feedForward: 3072 },
  standsFor: { paper: "bert-base-cased" },
  // From training steps of its shape, 4.25 GiB with batches of 4 × 256 pieces and 6.2 with 4 × 512; here for the longest
  // batch, 4 × 1024.
  memory: 10 * 2 ** 30,
};
