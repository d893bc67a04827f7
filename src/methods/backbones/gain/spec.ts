import { badInput } from "../../../base/errors.js";
import { params } from "../../../base/params.js";
import type { Backbone } from "../../../contract/backbone.js";
import type { Schedule } from "../../../contract/schedule.js";
import { bertBaseCased, bertBaseUncased } from "../../encoders/index.js";
import { bce } from "../../losses/index.js";

const NEW_LAYERS = [
  "entity_type_emb",
  "entity_id_emb",
  "GCN_layers",
  "edge_layer",
  "path_info_mapping",
  "predict",
];

/**
 * run_GAIN_BERT.sh. Its course falls to rate 0 within a quarter of the epochs; in the other profiles that is at once or
 * after two, so they keep their own, with its clipping.
 */
const PAPER = {
  epochs: 300,
  batch: 5,
  evalBatch: 16,
  rate: 1e-5,
  groups: [{ name: "new layers", match: NEW_LAYERS, rate: 1e-3, decay: 1e-4 }],
  course: "cosine-by-epoch",
  warmup: 0,
  clip: null,
  evaluateEpochs: 5,
} as const satisfies Partial<Schedule>;

/**
 * What learns the synthetic corpus in one epoch: pairs have no context of their own here and need more updates than with
 * other backbones. With two convolutions BCE reached F1 49 in 600 updates, with dropout 0.1 F1 28 in 300.
 */
const SMOKE_SIZES = { typeSize: 8, idSize: 8, layers: 1, dropout: 0 };
const SMOKE = {
  batch: 3,
  groups: [{ name: "new layers", match: NEW_LAYERS, rate: 4e-3 }],
} as const satisfies Partial<Schedule>;

/**
 * GAIN with BERT (Zeng et al. 2020; DreamInvoker/GAIN models/GAIN.py, data.py, train.py). Of a document's pieces the
 * first 509 are kept, and two special tokens.
 */
export const gain: Backbone = {
  id: "gain",
  version: 1,
  label: "GAIN",
  sizes: params({
    /** Width of the embeddings of an entity's type and of its number (`entity_type_size`, `entity_id_size`). */
    typeSize: { kind: "number", default: 20, min: 1, whole: true },
    idSize: { kind: "number", default: 20, min: 1, whole: true },
    /** Graph convolutions (`gcn_layers`). */
    layers: { kind: "number", default: 2, min: 1, whole: true },
    /** Most entities of a document (`max_entity_num`). */
    maxEntities: { kind: "number", default: 80, min: 1, whole: true },
    /** Dropout rate of the graph convolutions, links, paths and the classifier (`dropout`). */
    dropout: { kind: "number", default: 0.6, min: 0 },
  }),
  sizesAt: ({ profile }) => (profile === "smoke" ? SMOKE_SIZES : {}),
  checkSizes: ({ dropout }) => {
    if (Number(dropout) < 1) return;
    throw badInput("Invalid value of dropout", {
      where: "--set dropout",
      expected: "a share below 1",
      got: String(dropout),
    });
  },
  ownLoss: { id: bce.id, params: {} },
  newLayers: NEW_LAYERS,
  schedule: (usual, { profile }) => ({
    ...usual,
    ...(profile === "paper" && PAPER),
    ...(profile === "smoke" && SMOKE),
    adam: { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, decay: 1e-2, variant: "torch" },
    dropLast: false,
    evaluate: "epoch-end",
    select: "ignF1",
    maxLength: 511,
    negatives: { perPositive: 4, atLeast: 20 },
  }),
  asks: ["sentences", "entity-types"],
  markers: "none",
  pooled: true,
  encoderFor: { [bertBaseCased.id]: bertBaseUncased.id },
  // A step with sampled pairs at the shape of BERT-base: 1.2 of ATLOP's on two cores.
  cost: 1.2,
  memory: { [bertBaseUncased.id]: { least: 4.88e9, most: 9.29e9, recomputed: 6.21e9 } },
  kernel: () => import("./kernel.js"),
  encoderName: "bert",
  python: () => import("./python.js"),
};
