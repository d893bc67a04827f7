import type { Checker } from "./types.js";

interface CheckModule {
  readonly check: Checker;
}

/**
 * The checker of each kind of golden file, loaded when a file of its kind comes.
 * A kind that is not here (`plugin`) is "not covered", never passed.
 */
export const KINDS: ReadonlyMap<string, () => Promise<CheckModule>> = new Map<
  string,
  () => Promise<CheckModule>
>([
  ["loss", () => import("./loss.js")],
  ["decode", () => import("./decode.js")],
  ["backbone", () => import("./backbone.js")],
  ["encoder", () => import("./encoder.js")],
  ["encoder-files", () => import("./encoder-files.js")],
  ["tokenizer", () => import("./tokenizer.js")],
  ["tokenizer-unicode", () => import("./tokenizer-unicode.js")],
  ["optimizer", () => import("./optimizer.js")],
  ["trajectory", () => import("./trajectory.js")],
  ["long-input", () => import("./long-input.js")],
  ["preprocess", () => import("./preprocess.js")],
  ["evaluation", () => import("./evaluation.js")],
]);
