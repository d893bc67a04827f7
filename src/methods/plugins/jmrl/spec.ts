import { params } from "../../../base/params.js";
import type { Plugin } from "../../../contract/plugin.js";
import { dreeam } from "../../backbones/index.js";
import { docgnreGpt, docgnreMgpt } from "../../datasets/index.js";

/**
 * JMRL (Qi, Du, Wan, ACL 2024; qikunxun/JMRL; spec/plugins.md 2): soft rules of two atoms a head class, trained with the
 * backbone, whose logits they add to.
 */
export const jmrl: Plugin = {
  id: "jmrl",
  version: 1,
  label: "JMRL",
  params: params({
    /** Rules a head class (L). */
    rules: { kind: "number", default: 20, min: 1, whole: true },
    /** Atoms of a body (T). */
    atoms: { kind: "number", default: 2, min: 1, whole: true },
    /** How the backbone's logits become the atoms' truth: over all classes of a pair, or each class by itself. */
    truth: { kind: "choice", default: "softmax", of: ["softmax", "sigmoid"] },
    /** Keeps "no relation" and its inverse out of the bodies of relations. */
    maskNone: { kind: "switch", default: true },
    /** What the logits with rules are divided by before the loss. */
    temperature: { kind: "number", default: 0.2, above: 0 },
    /** Weight of the loss of the backbone's own logits (lambda_al). */
    backbone: { kind: "number", default: 1, min: 0 },
    /** Learning rate of the rules. */
    rate: { kind: "number", default: 0.3, above: 0 },
  }),
  paramsAt: ({ backbone, threshold, trainedOn, profile }) => ({
    ...(threshold !== "class" && { truth: "sigmoid", temperature: 1 }),
    ...(backbone === dreeam.id && { temperature: 1, rate: 0.01 }),
    ...(ENHANCED.has(trainedOn) && { maskNone: false, rate: 0.1 }),
    ...(profile === "smoke" && { rate: SMOKE_RATE }),
    ...(profile === "mini" && { rate: MINI_RATE }),
  }),
  decisions: [
    "JMRL: epochs, batches, clipping and the encoder's rate are its backbone's, so that only the rules differ from the plain row.",
    "JMRL on GAIN: the full classifier is kept, and pairs that only fill up a batch add nothing to the rules.",
    "JMRL under several thresholds: relations less their segment's threshold, with one threshold of 0.",
  ],
  schedule: (usual, { rate }) => ({
    ...usual,
    groups: [{ name: "rules", match: ["diff_w"], rate: Number(rate) }, ...usual.groups],
  }),
  // A training in profile smoke: 1.6 times that of its plain backbone.
  cost: 1.6,
  kernel: () => import("./kernel.js"),
  rules: () => import("./found-rules.js"),
};

/** DocGNRE/model.py of the official code, on labels that a language model added to. */
const ENHANCED: ReadonlySet<string> = new Set([docgnreGpt.id, docgnreMgpt.id]);

/**
 * That of ATLOP, on any backbone and data: the smaller ones are for ten thousand updates. What 150 updates on labels that
 * obey rules gain over the plain model in F1: 0.03 1.7, 0.1 1.2, 0.3 21.6 (seed 1); 0.3 19.6, 1 12.0 (seed 2).
 */
const SMOKE_RATE = 0.3;

/** Not compared with others. */
const MINI_RATE = 0.1;
