import { params } from "../../../base/params.js";
import { bertBaseCased, robertaLarge } from "../../encoders/index.js";
import type { Backbone } from "../../../contract/backbone.js";
import { atl } from "../../losses/index.js";
import { checkBlock } from "../shared/check-block.js";

/**
 * ATLOP with localized context pooling (Zhou et al. 2021; wzhouad/ATLOP and xhm-code/AMTL model.py). The names that
 * AMTL's optimizer gives a rate of their own also hold words that no parameter of ATLOP has.
 */
export const atlop: Backbone = {
  id: "atlop",
  version: 1,
  label: "ATLOP",
  sizes: params({
    /** Width of the head's and the tail's vector (`emb_size` of the official code). */
    embedding: { kind: "number", default: 768, min: 1, whole: true },
    /** Width of a block of the grouped bilinear layer (`block_size`); divides embedding. */
    block: { kind: "number", default: 64, min: 1, whole: true },
  }),
  sizesAt: ({ profile }) => (profile === "smoke" ? { embedding: 128, block: 32 } : {}),
  checkSizes: checkBlock,
  // wzhouad/ATLOP, scripts/run_bert.sh and run_roberta.sh; the codes of other losses that are built on it keep them.
  officialRates: { base: 5e-5, large: 3e-5 },
  ownLoss: { id: atl.id, params: {} },
  newLayers: ["extractor", "bilinear", "projector", "classifier"],
  memory: {
    [bertBaseCased.id]: { least: 2.98e9, most: 8.37e9, recomputed: 5.18e9 },
    [robertaLarge.id]: { least: 8.29e9, most: null, recomputed: 11.75e9 },
  },
  kernel: () => import("./kernel.js"),
  python: () => import("./python.js"),
};
