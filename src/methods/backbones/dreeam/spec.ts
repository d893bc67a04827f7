import { params } from "../../../base/params.js";
import { bertBaseCased, robertaLarge } from "../../encoders/index.js";
import type { Backbone } from "../../../contract/backbone.js";
import { atl } from "../../losses/index.js";
import { checkBlock } from "../shared/check-block.js";

/**
 * DREEAM (Ma, Wang, Okazaki, EACL 2023; YoumiMa/dreeam model.py, run.py; spec/backbone-dreeam.md): ATLOP's head over the
 * mean of the encoder's last three layers, with the evidence sentences supervising a pair's attention. Single pass,
 * without the fusion with evidence-only documents.
 */
export const dreeam: Backbone = {
  id: "dreeam",
  version: 1,
  label: "DREEAM",
  sizes: params({
    /** Width of the head's and the tail's vector (`emb_size`): 768 with RoBERTa-large too. */
    embedding: { kind: "number", default: 768, min: 1, whole: true },
    /** Width of a block of the grouped bilinear layer (`block_size`); divides embedding. */
    block: { kind: "number", default: 64, min: 1, whole: true },
    /** Weight of the evidence loss (`evi_lambda`). */
    evidence: { kind: "number", default: 0.1, min: 0 },
  }),
  sizesAt: ({ profile, encoder }) => ({
    ...(profile === "smoke" && { embedding: 128, block: 32 }),
    // The authors' word for RoBERTa-large (issue 8 of their repository).
    ...(encoder.size === "large" && { evidence: 0.05 }),
  }),
  checkSizes: checkBlock,
  ownLoss: { id: atl.id, params: {} },
  newLayers: ["extractor", "bilinear"],
  // Gradients are cleared before every micro-batch; dev is evaluated after the last batch, and Ign-F1 selects.
  schedule: (usual, { profile, encoder }) => ({
    ...usual,
    ...(profile === "paper" && { rate: encoder.size === "large" ? 3e-5 : 5e-5 }),
    accumulation: "last",
    evaluate: "epoch-end",
    select: "ignF1",
  }),
  asks: ["sentences", "evidence"],
  encoderLayers: 3,
  // `evi_thresh` of the official code.
  evidenceAbove: 0.2,
  cost: 1.1,
  memory: {
    [bertBaseCased.id]: { least: 3.04e9, most: 9.2e9, recomputed: 6.77e9 },
    [robertaLarge.id]: { least: 8.3e9, most: null, recomputed: 13.55e9 },
  },
  kernel: () => import("./kernel.js"),
  python: () => import("./python.js"),
};
