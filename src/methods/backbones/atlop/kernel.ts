import type { Kernel } from "../../../contract/backbone.js";
import { takeRows } from "../../../nn/ops/gather.js";
import { indexMentions } from "../shared/mentions.js";
import { classifierInitial, classifyPairs } from "../shared/pair-classifier.js";
import { pairVectors } from "../shared/pair-vectors.js";

/**
 * ATLOP's head (Zhou et al. 2021; ATLOP and AMTL model.py; spec/backbone-atlop.md). It has no dropout of its own, and computes the same in both modes.
 */
export const kernel: Kernel = {
  initial: (sizes, random) => new Map(classifierInitial(sizes, 2 * sizes.hidden, random)),

  positions: (batch) => indexMentions(batch).positions,

  outputs: (parameters, sizes, encoded, batch) =>
    classifyPairs(parameters, sizes, pairVectors(parameters, sizes, encoded, batch)),

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
