import type { EncoderSpec } from "../../contract/corpus/encoder.js";

export const robertaLarge: EncoderSpec = {
  id: "roberta-large",
  family: "roberta",
  origin: { kind: "pretrained" },
  about: "1024 wide, 24 layers",
  sizes: { vocabulary: 50_265, width: 1024, layers: 24, heads: 16, feedForward: 4096 },
  standsFor: { paper: "roberta-large" },
  size: "large",
  // Not measured: 24 layers of 1024² beside 12 of 768², the backbone being shared.
  relativeTime: 3.4,
  // Not measured: 355 million parameters at 16 bytes, and 2.7 times the activations (24 layers of 1024 beside 12 of 768).
  memory: 27 * 2 ** 30,
};
