import type { EncoderSpec } from "../../contract/corpus/encoder.js";
import type { RateGroup, Schedule } from "../../contract/schedule.js";

/** What all profiles share: the released optimizer and cadence (data-pipeline sections 6 and 7). */
const RELEASED = {
  accumulate: 1,
  warmup: 0.06,
  clip: 1,
  adam: { beta1: 0.9, beta2: 0.999, epsilon: 1e-6, decay: 0, variant: "transformers" },
  dropLast: true,
  evaluate: "before-last-batch",
  evaluateEvery: null,
  maxLength: 1024,
  negatives: null,
} as const satisfies Partial<Schedule>;

/** Parameters that do not come from the encoder, found by words in their names. */
const newLayers = (match: readonly string[], rate: number): readonly RateGroup[] => [
  { name: "new layers", match, rate },
];

/**
 * Some 300 updates over synthetic documents. New layers learn twice as fast as the encoder: with one rate some seeds
 * stay on the plateau on which nothing is predicted.
 */
export const smokeSchedule = (words: readonly string[]): Schedule => ({
  ...RELEASED,
  epochs: 1,
  batch: 8,
  evalBatch: 16,
  rate: 3e-3,
  groups: newLayers(words, 6e-3),
});

/** Minutes on a CPU; the very set-up of test/golden/mini-reference.json. */
export const miniSchedule = (words: readonly string[]): Schedule => ({
  ...RELEASED,
  epochs: 5,
  batch: 4,
  evalBatch: 8,
  rate: 2e-4,
  groups: newLayers(words, 5e-4),
});

/** The paper's (released scripts; paper section 4.3). ATLOP keeps AMTL's encoder rate with any loss. */
export const paperSchedule = (
  { size }: Pick<EncoderSpec, "size">,
  words: readonly string[],
): Schedule => ({
  ...RELEASED,
  epochs: 30,
  batch: 4,
  evalBatch: 8,
  rate: size === "large" ? 2e-5 : 4e-5,
  groups: newLayers(words, 1e-4),
});
