import type { Reader } from "../reader.js";
import { reader as configuration } from "./configuration.js";
import { reader as containers } from "./containers.js";
import { reader as csv } from "./csv.js";
import { reader as documents } from "./documents.js";
import { reader as experiments } from "./experiments.js";
import { reader as golden } from "./golden.js";
import { reader as messages } from "./messages.js";
import { reader as predictions } from "./predictions.js";
import { reader as results } from "./results.js";
import { reader as tokenizers } from "./tokenizers.js";
import { reader as safetensors } from "./weights.js";

export const READERS: readonly Reader[] = [
  documents,
  predictions,
  csv,
  configuration,
  safetensors,
  tokenizers,
  results,
  containers,
  messages,
  golden,
  experiments,
];

/** How many of so many inputs in all are a reader's. */
export function inputsOf({ share }: Reader, all: number): number {
  const shares = READERS.reduce((sum, each) => sum + each.share, 0);
  return Math.ceil((all * share) / shares);
}
