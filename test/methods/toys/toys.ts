import * as tf from "@tensorflow/tfjs-core";
import { params } from "../../../src/base/params.js";
import type { Backbone, BackboneOutputs, Kernel } from "../../../src/contract/backbone.js";
import type { Plugin, PluginKernel } from "../../../src/contract/plugin.js";
import { gatherRows } from "../../../src/nn/ops/gather.js";
import { parameter } from "../../../src/nn/parameters.js";

/** Logits from the sum of a pair's first mentions, and an auxiliary loss that pulls the weight to zero. */
export const sumKernel: Kernel = {
  initial: ({ hidden, columns, own }) =>
    new Map([
      [
        "sum.weight",
        {
          shape: [hidden, columns],
          values: new Float32Array(hidden * columns).fill(Number(own.start)),
        },
      ],
    ]),
  positions: ({ entityPositions }) => entityPositions.map(() => []),
  outputs: (parameters, _, { hidden }, batch, { mode }): BackboneOutputs => {
    const { size, width, entityPositions, pairs, pairDocument } = batch;
    const table = hidden.reshape([size * width, hidden.shape[2]]);
    const firstMention = (row: number, side: number): number =>
      pairDocument[row] * width +
      entityPositions[pairDocument[row]][pairs[2 * row + side]][0][0] +
      1;
    const vectors = (side: number): tf.Tensor2D =>
      gatherRows(
        table,
        pairDocument.map((_, row) => firstMention(row, side)),
      );
    const weight = parameter(parameters, "sum.weight");
    const logits = tf.matMul<tf.Tensor2D>(tf.add(vectors(0), vectors(1)), weight);
    if (mode === "predict") return { logits };
    return { logits, auxiliary: [["size", weight.square().mean(), 0.5]] };
  },
};

export const sum: Backbone = {
  id: "sum",
  version: 1,
  label: "Sum",
  sizes: params({ start: { kind: "number", default: 0.25 } }),
  sizesAt: ({ profile }) => (profile === "smoke" ? { start: 0.125 } : {}),
  newLayers: ["sum"],
  schedule: (usual) => ({ ...usual, warmup: 0, clip: null, select: "ignF1" }),
  asks: ["sentences", "evidence", "entity-types"],
  kernel: () => Promise.resolve({ kernel: sumKernel }),
};

/** Adds the mean square of the logits to the loss, and a constant to every score. */
const shrinkKernel: PluginKernel = {
  terms: ({ logits, params: { weight } }) => [
    ["shrink", logits.square().mean<tf.Scalar>(), Number(weight)],
  ],
  rescore: (scores, { params: { shift } }) => scores.map((score) => score + Number(shift)),
};

export const shrink: Plugin = {
  id: "shrink",
  version: 3,
  label: "Shrink",
  params: params({
    weight: { kind: "number", default: 0.1, min: 0 },
    shift: { kind: "number", default: 1 },
  }),
  // As a plugin that reads the scores of a frozen model: the same run without it.
  restsOn: (spec) => ({ frozen: { ...spec, plugin: null } }),
  kernel: () => Promise.resolve({ plugin: shrinkKernel }),
};
