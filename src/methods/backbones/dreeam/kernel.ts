import type * as tf from "@tensorflow/tfjs-core";
import type { AuxiliaryTerm, Kernel } from "../../../contract/backbone.js";
import { takeRows } from "../../../nn/ops/gather.js";
import { indexMentions } from "../shared/mentions.js";
import { classifierInitial, classifyPairs } from "../shared/pair-classifier.js";
import { pairVectors } from "../shared/pair-vectors.js";
import { evidenceLoss, sentenceTokens } from "./evidence.js";

/** Added to the sum of a pair's weights; ATLOP adds 1e-5 [K]. */
const EPSILON = 1e-30;

/** DREEAM's head (spec/backbone-dreeam.md). It has ATLOP's parameters, and no dropout of its own. */
export const kernel: Kernel = {
  initial: (sizes, random) => new Map(classifierInitial(sizes, 2 * sizes.hidden, random)),

  positions: (batch) => indexMentions(batch).positions,

  outputs: (parameters, sizes, encoded, batch, { mode }) => {
    const options = { epsilon: EPSILON, kinds: sentenceTokens(batch) };
    const vectors = pairVectors(parameters, sizes, encoded, batch, options);
    const outputs = classifyPairs(parameters, sizes, vectors);
    const { index } = vectors;
    const shares = vectors.shares!;
    if (mode === "predict")
      return { ...outputs, evidence: takeRows(shares, index.context) as tf.Tensor2D };
    const loss = evidenceLoss(shares, index.context, batch);
    const evidence: AuxiliaryTerm = ["evi_loss", loss, Number(sizes.own.evidence)];
    return { ...outputs, auxiliary: [evidence] };
  },

  golden: {
    sizes: ({ emb_size, block_size, evi_lambda }) => ({
      embedding: emb_size,
      block: block_size,
      evidence: evi_lambda,
    }),
    values: (parameters, sizes, encoded, batch) => {
      const options = { epsilon: EPSILON, kinds: sentenceTokens(batch) };
      const { entities, contexts, shares, head, tail, index } = pairVectors(
        parameters,
        sizes,
        encoded,
        batch,
        options,
      );
      return {
        hs: takeRows(entities, index.heads),
        ts: takeRows(entities, index.tails),
        rs: takeRows(contexts, index.context),
        s_attn: takeRows(shares!, index.context),
        zs: head,
        zt: tail,
      };
    },
    passes: (file, main) => {
      const pass = main();
      const wanted = { attention: file.tensor("grads", "evi_loss", "attention") };
      return [
        pass,
        { ...pass, name: "train", mode: "train", gradients: [{ of: "evi_loss", wanted }] },
      ];
    },
  },
};
