import type { EncoderSpec } from "../../contract/corpus/encoder.js";
import { bertBaseCased } from "./bert-base-cased.js";

export const bertBaseUncased: EncoderSpec = {
  ...bertBaseCased,
  id: "bert-base-uncased",
  about: "768 wide, 12 layers, uncased",
  standsFor: {},
};
