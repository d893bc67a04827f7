import { params } from "../../../base/params.js";
import type { Plugin } from "../../../contract/plugin.js";

/**
 * MILR (Fan, Mo, Niu, EMNLP 2022; XingYing-stack/MILR; spec/plugins.md 3): rules that training labels show, a loss on logits that
 * contradict them, and an integer program that makes a document's predictions agree with them.
 */
export const milr: Plugin = {
  id: "milr",
  version: 1,
  label: "MILR",
  params: params({
    /** Least confidence of a rule (minC). */
    confidence: { kind: "number", default: 0.7, min: 0 },
    /** Weight of the loss. */
    weight: { kind: "number", default: 0.001, min: 0 },
    /** How far a rule of one atom, or of two, may be violated for nothing. */
    slackOne: { kind: "number", default: 0.1, min: 0 },
    slackTwo: { kind: "number", default: 0.005, min: 0 },
    /** tau and k of the program's objective. */
    tau: { kind: "number", default: 0.8, above: 0 },
    power: { kind: "number", default: 0.5, min: 0 },
    /** Relations of a pair at most. */
    most: { kind: "number", default: 4, min: 1, whole: true },
    /** What the program compares relations with. */
    threshold: { kind: "choice", default: "class", of: ["class", "zero"] },
    /** Seconds for what hangs together in a document's program. */
    seconds: { kind: "number", default: 60, above: 0 },
  }),
  paramsAt: ({ threshold }) => (threshold === "class" ? {} : { threshold: "zero" }),
  decisions: [
    "MILR: lambda, d1, d2, tau and k for DocRED are not published; those of its DWIE script are used, with minC 0.7 as in its source.",
    "MILR: rules are mined from the labels that the run trains on; HiGHS stands in for Gurobi, without its limit of 20,000 iterations.",
    "MILR on a loss without a threshold class: its program compares relations with probability 1/2, before dev chooses the threshold.",
    "MILR under several thresholds: relations less their segment's threshold, with one threshold of 0.",
  ],
  cost: 1.3,
  kernel: () => import("./kernel.js"),
  rules: () => import("./found-rules.js"),
};
