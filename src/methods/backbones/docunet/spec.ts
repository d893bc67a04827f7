import { badInput } from "../../../base/errors.js";
import { params } from "../../../base/params.js";
import type { Backbone } from "../../../contract/backbone.js";
import type { RateGroup, Schedule } from "../../../contract/schedule.js";
import { bertBaseCased, robertaLarge } from "../../encoders/index.js";
import { balancedSoftmax } from "../../losses/index.js";
import { checkBlock } from "../shared/check-block.js";

/** Rate of extractors and bilinear layer: a literal of the official trainer, no argument. */
const EXTRACTORS = 1e-4;

/** That of U-Net and projection. BERT was tried with 3e-4, 4e-4 and 5e-4; which gave the printed numbers is not said. */
const SEGMENTATION = 4e-4;

/** Entities of the largest document of DocRED and Re-DocRED. */
const DOCRED = 42;

/**
 * Sizes for synthetic documents. The grid's side is no part of what the layers compute: beyond a document's own entities it
 * changes the border that convolutions see and what batch norm counts.
 */
const SMOKE_SIZES = { embedding: 128, block: 32, planes: 64, channels: 64, features: 64 };

/**
 * What learns the synthetic corpus. A cell's context is one of nine that a convolution adds up, and few cells of a grid
 * are labelled. After 300 batches of 8 documents the U-Net had added next to nothing to what entities alone give (with 16
 * channels a dev F1 of 23, without its last layer 22). Batches of 24, three times over, are as many updates with three
 * times the labelled cells: 82 and 53.
 */
const SMOKE = { batch: 24, epochs: 3, evaluateEpochs: 3 } as const satisfies Partial<Schedule>;
/** Rate of U-Net and projection. Four times the extractors', as officially, is as large as their initial weights. */
const SMOKE_SEGMENTATION = 2.5e-3;

/** Entities of the largest document of the synthetic corpus that stands for DocRED. */
const SYNTHETIC = 12;

/** Names of the two groups of new layers, in the official optimizer's order; the encoder's rate takes the rest. */
const groups = (extractors: number, segmentation: number): readonly RateGroup[] => [
  { name: "extractors", match: ["extractor", "bilinear"], rate: extractors },
  { name: "segmentation", match: ["liner", "segmentation_net"], rate: segmentation },
];

/**
 * DocuNet (Zhang et al. 2021; zjunlp/DocuNet model_balanceloss.py, train_balanceloss.py, scripts/run_docred.sh): the
 * table of a document's entity pairs goes through a U-Net as an image does.
 */
export const docunet: Backbone = {
  id: "docunet",
  version: 1,
  label: "DocuNet",
  sizes: params({
    /** Width of the head's and the tail's vector (`emb_size`). */
    embedding: { kind: "number", default: 768, min: 1, whole: true },
    /** Width of a block of the grouped bilinear layer (`block_size`); divides embedding. */
    block: { kind: "number", default: 64, min: 1, whole: true },
    /** Side of the grid of entity pairs (`max_height`): no document may have more entities. */
    grid: { kind: "number", default: DOCRED, min: 8, whole: true },
    /** Channels that a context is projected to before the U-Net (`unet_in_dim`). */
    planes: { kind: "number", default: 3, min: 1, whole: true },
    /** Channels of the U-Net's first level (`down_dim`), even. */
    channels: { kind: "number", default: 256, min: 2, whole: true },
    /** Width of a pair's vector from the U-Net (`unet_out_dim`). */
    features: { kind: "number", default: 256, min: 1, whole: true },
  }),
  // The official grid is made for DocRED; larger documents need a larger one.
  sizesAt: ({ profile, mostEntities = 0 }) => {
    if (profile === "smoke") return { ...SMOKE_SIZES, grid: Math.max(SYNTHETIC, mostEntities) };
    const grid = Math.max(DOCRED, mostEntities);
    // MiniLM is half as wide as BERT-base, and so is the U-Net beside it.
    return profile === "mini" ? { grid, channels: 128 } : { grid };
  },
  checkSizes: (sizes) => {
    checkBlock(sizes);
    const { channels } = sizes;
    if (Number(channels) % 2 === 0) return;
    throw badInput("Invalid value of channels", {
      where: "--set channels",
      expected: "an even number",
      got: `${channels}`,
    });
  },
  ownLoss: { id: balancedSoftmax.id, params: {} },
  newLayers: ["extractor", "bilinear", "liner", "segmentation_net"],
  schedule: (usual, { profile, encoder }) => {
    const isLarge = encoder.size === "large";
    const rate = usual.groups[0]?.rate ?? usual.rate;
    if (profile === "smoke") {
      return { ...usual, ...SMOKE, groups: groups(rate, SMOKE_SEGMENTATION) };
    }
    if (profile === "mini") {
      // Small encoders learn at higher rates; the new layers' stand to one another as officially.
      return { ...usual, groups: groups(rate, (SEGMENTATION / EXTRACTORS) * rate) };
    }
    return {
      ...usual,
      rate: 3e-5,
      groups: groups(EXTRACTORS, SEGMENTATION),
      evaluate: "before-last-batch",
      ...(isLarge ? { batch: 2, evalBatch: 2, accumulate: 2 } : { batch: 4, evalBatch: 4 }),
    };
  },
  // A step at the shape of BERT-base, 20 entities a document: 1.29 of ATLOP's on two cores.
  cost: 1.3,
  memory: {
    [bertBaseCased.id]: { least: 3.25e9, most: 8.99e9, recomputed: 5.96e9 },
    [robertaLarge.id]: { least: 8.52e9, most: null, recomputed: 12.26e9 },
  },
  kernel: () => import("./kernel.js"),
  encoderName: "bert_model",
  python: () => import("./python.js"),
};
