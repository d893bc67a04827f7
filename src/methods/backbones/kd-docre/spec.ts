import { params } from "../../../base/params.js";
import { bertBaseCased, robertaLarge } from "../../encoders/index.js";
import type { Backbone } from "../../../contract/backbone.js";
import { afl } from "../../losses/index.js";
import { checkBlock } from "../shared/check-block.js";

/**
 * KD-DocRE trained from scratch on the human-annotated set, without a teacher (Tan et al. 2022; tonytan48/KD-DocRE;
 * spec/backbone-kd-docre.md). Its own loss is AFL.
 */
export const kdDocre: Backbone = {
  id: "kd-docre",
  version: 1,
  label: "KD-DocRE",
  sizes: params({
    /** Width of the head's and the tail's vector (`emb_size`). */
    embedding: { kind: "number", default: 1024, min: 1, whole: true },
    /** Width of a block of the grouped outer products (`block_size`); divides embedding. */
    block: { kind: "number", default: 64, min: 1, whole: true },
    /**
     * Side of the table of entity pairs, a constant of the official code, which stops at a document of more entities.
     * Here such a document's table has as many rows as it has entities.
     */
    grid: { kind: "number", default: 42, min: 1, whole: true },
    /** Layers of the axial transformer. */
    layers: { kind: "number", default: 6, min: 1, whole: true },
    /** Attention heads of each axial attention; they divide the encoder's hidden size. */
    heads: { kind: "number", default: 8, min: 1, whole: true },
    /**
     * When cells beyond a document's entities enter the axial transformer as zeros: officially in training only, so that
     * training and evaluation differ.
     */
    mask: { kind: "choice", default: "training", of: ["training", "always"] },
  }),
  sizesAt: ({ profile }) => {
    if (profile === "smoke") return { embedding: 128, block: 32, layers: 2 };
    // MiniLM is half as wide and half as deep as BERT-base, and so is what stands on it.
    return profile === "mini" ? { embedding: 512, block: 32, layers: 3 } : {};
  },
  checkSizes: checkBlock,
  // The axial transformer has none of these words, so that it learns at the encoder's rate, as officially.
  ownLoss: { id: afl.id, params: {} },
  newLayers: ["extractor", "bilinear", "classifier", "projection"],
  pairs: "all",
  schedule: (usual, { profile, encoder }) => {
    const kept = { ...usual, dropLast: false };
    if (profile !== "paper") return kept;
    const isLarge = encoder.size === "large";
    return {
      ...kept,
      epochs: isLarge ? 30 : 50,
      batch: isLarge ? 4 : 8,
      evalBatch: isLarge ? 2 : 8,
      rate: 3e-5,
      evaluateEvery: isLarge ? null : 5000,
    };
  },
  // By a step's multiplications: 2.4 times ATLOP's with bert-base, 1.6 times with roberta-large (20 entities).
  cost: 2,
  memory: {
    [bertBaseCased.id]: { least: 4.55e9, most: 13.3e9, recomputed: 10.14e9 },
    [robertaLarge.id]: { least: 10.5e9, most: null, recomputed: 17.96e9 },
  },
  kernel: () => import("./kernel.js"),
  python: () => import("./python.js"),
};
