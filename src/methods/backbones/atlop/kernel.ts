import type * as tf from "@tensorflow/tfjs-core";
import type { Kernel } from "../../../contract/backbone.js";
import { takeRows } from "../../../nn/ops/gather.js";
import { parameter } from "../../../nn/parameters.js";
import { groupedBilinear } from "../shared/grouped-bilinear.js";
import { linearInitial } from "../shared/initial.js";
import { indexMentions } from "../shared/mentions.js";
import { pairVectors } from "../shared/pair-vectors.js";

/**
 * ATLOP's head (Zhou et al. 2021; ATLOP and AMTL model.py; spec/backbone-atlop.md). It has no dropout of its own, and computes the same in both modes.
 */
export const kernel: Kernel = {
  initial: ({ hidden, columns, own }, random) => {
    const [embedding, block] = [Number(own.embedding), Number(own.block)];
    return new Map([
      ...linearInitial("head_extractor", embedding, 2 * hidden, random),
      ...linearInitial("tail_extractor", embedding, 2 * hidden, random),
      ...linearInitial("bilinear", columns, embedding * block, random),
    ]);
  },

  positions: (batch) => indexMentions(batch).positions,

  outputs: (parameters, sizes, encoded, batch) => {
    const { head, tail } = pairVectors(parameters, sizes, encoded, batch);
    const weight = parameter(parameters, "bilinear.weight") as tf.Tensor2D;
    const bias = parameter(parameters, "bilinear.bias") as tf.Tensor1D;
    const block = Number(sizes.own.block);
    return {
      logits: groupedBilinear(head, tail, weight, bias, block),
      pairs: { head, tail, block },
    };
  },

  golden: {
    sizes: ({ emb_size, block_size }) => ({ embedding: emb_size, block: block_size }),
    values: (parameters, sizes, encoded, batch) => {
      const { entities, contexts, head, tail, index } = pairVectors(
        parameters,
        sizes,
        encoded,
        batch,
      );
      return {
        hs: takeRows(entities, index.heads),
        ts: takeRows(entities, index.tails),
        rs: takeRows(contexts, index.context),
        zh: head,
        zt: tail,
      };
    },
  },
};
