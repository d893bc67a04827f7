import type { Checker } from "./checker.js";

interface CheckModule {
  readonly check: Checker;
}

/**
 * The checker of each kind of golden file, loaded when a file of its kind comes.
 * A kind that is not here is "not covered", never passed.
 */
export const KINDS: ReadonlyMap<string, () => Promise<CheckModule>> = new Map<
  string,
  () => Promise<CheckModule>
>([
  ["loss", () => import("./loss/loss.js")],
  ["decode", () => import("./evaluation/decode.js")],
  ["backbone", () => import("./backbone/backbone.js")],
  ["plugin", () => import("./plugin/plugin.js")],
  ["encoder", () => import("./encoder/encoder.js")],
  ["encoder-files", () => import("./encoder/files.js")],
  ["tokenizer", () => import("./encoder/tokenizer.js")],
  ["tokenizer-unicode", () => import("./encoder/tokenizer-unicode.js")],
  ["optimizer", () => import("./trajectory/optimizer.js")],
  ["trajectory", () => import("./trajectory/trajectory.js")],
  ["long-input", () => import("./encoder/long-input.js")],
  ["preprocess", () => import("./preprocess/preprocess.js")],
  ["evaluation", () => import("./evaluation/evaluation.js")],
]);
