import type { EncoderSpec } from "../../contract/corpus/encoder.js";
import { bertBaseCased } from "./bert-base-cased.js";

export const bertBaseUncased: EncoderSpec = {
  ...bertBaseCased,
  id: "bert-base-uncased",
  about: "768 wide, 12 layers, uncased",
  sizes: { vocabulary: 30_522, width: 768, layers: 12, heads: 12, feedForward: 3072 },
  standsFor: {},
};
