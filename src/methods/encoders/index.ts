// The encoders: one line each.
export { bertBaseCased } from "./bert-base-cased.js";
export { bertBaseUncased } from "./bert-base-uncased.js";
export { minilmL6 } from "./minilm-l6.js";
export { robertaLarge } from "./roberta-large.js";
export { tinyBert } from "./tiny-bert.js";
export { tinyRoberta } from "./tiny-roberta.js";
