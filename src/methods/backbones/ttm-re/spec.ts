import { badInput } from "../../../base/errors.js";
import { params } from "../../../base/params.js";
import { bertBaseCased, robertaLarge } from "../../encoders/index.js";
import type { Backbone, Scale } from "../../../contract/backbone.js";
import type { Schedule } from "../../../contract/schedule.js";
import { ssrPu } from "../../losses/index.js";

const NEW_LAYERS = ["extractor", "bilinear"];

/**
 * Rates of the fine-tuning call (mode 3). For BERT-base there is no script: the argument's default.
 */
const official = ({ encoder }: Scale): Pick<Schedule, "rate" | "groups"> => ({
  rate: encoder.size === "large" ? 3e-5 : 5e-5,
  groups: [{ name: "new layers", match: NEW_LAYERS, rate: 1e-5 }],
});

/**
 * TTM-RE (Gao, Wang and Sun, ACL 2024; chufangao/TTM-RE at 6c86abdf, model2.py, ttm.py, train2.py;
 * spec/backbone-ttm-re.md), without distant pre-training, as in the paper's Table 3.
 *
 * The optimizer is PyTorch's AdamW with weight decay. Only extractor and bilinear layer have a rate of their own, in
 * the official fine-tuning call a third of the encoder's; memory, token learner and processor learn at the encoder's
 * rate, as their names hold none of the words. Test batches hold 4 documents: pairs of a batch see each other, so that
 * this changes predictions.
 */
export const ttmRe: Backbone = {
  id: "ttm-re",
  version: 1,
  label: "TTM-RE",
  aliases: ["ttmre", "ttm"],
  sizes: params({
    /** Width of head, tail and memory tokens (`emb_size` of the official code). */
    embedding: { kind: "number", default: 768, min: 1, whole: true },
    /** Width of a block of the grouped bilinear layer (`block_size`); divides embedding. */
    block: { kind: "number", default: 64, min: 1, whole: true },
    /** Memory tokens; officially 200, whatever `--memory_size` says. */
    memory: { kind: "number", default: 200, min: 1, whole: true },
    /** Layers of the processor (`--num_layers`; the released RoBERTa run has 4). */
    layers: { kind: "number", default: 2, min: 1, whole: true },
    /** Attention heads of the processor; they divide embedding. */
    heads: { kind: "number", default: 8, min: 1, whole: true },
  }),
  sizesAt: ({ profile, encoder }) => {
    if (profile === "smoke") return { embedding: 128, block: 32, memory: 32 };
    // MiniLM is half as wide as BERT-base, and so are head, tail and memory tokens beside it.
    if (profile === "mini") return { embedding: 384 };
    return encoder.size === "large" ? { layers: 4 } : {};
  },
  checkSizes: ({ embedding, block, heads }) => {
    const misfit = [Number(block), Number(heads)].some((part) => Number(embedding) % part !== 0);
    if (!misfit) return;
    throw badInput("Embedding is not a multiple of block and heads", {
      where: "--set embedding, block, heads",
      expected: "an embedding that is a multiple of block and of heads",
      got: `embedding ${embedding}, block ${block}, heads ${heads}`,
    });
  },
  ownLoss: { id: ssrPu.id, params: { margin: 1, scale: 1 } },
  newLayers: NEW_LAYERS,
  schedule: (usual, scale) => ({
    ...usual,
    ...(scale.profile === "paper" && official(scale)),
    evalBatch: Math.min(4, usual.evalBatch),
    adam: { ...usual.adam, decay: 0.01, variant: "torch" },
  }),
  cost: 1.25,
  memory: {
    [bertBaseCased.id]: { least: 3.17e9, most: 11.62e9, recomputed: 8.31e9 },
    [robertaLarge.id]: { least: 8.5e9, most: null, recomputed: 16.96e9 },
  },
  kernel: () => import("./kernel.js"),
  python: () => import("./python.js"),
};
