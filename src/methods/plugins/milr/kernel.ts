import type { LabelLayout } from "../../../contract/layout.js";
import type { PluginKernel } from "../../../contract/plugin.js";
import { collapse } from "../shared/collapse.js";
import { labelledDocuments } from "../shared/facts.js";
import { squaresOf } from "../shared/cells.js";
import { inconsistency } from "./consistency.js";
import { golden } from "./golden/golden.js";
import { mineRules, prunedRules, relationPriors } from "./mining.js";
import { rescoreDocument } from "./rescore.js";

const relationsOf = ({ columnOf }: LabelLayout): number => columnOf.size;

export const plugin: PluginKernel = {
  fromTraining: ({ features, layout, params }) => {
    const documents = labelledDocuments(features, layout);
    const relations = relationsOf(layout);
    const rules = prunedRules(
      mineRules(documents, relations),
      relations,
      Number(params.confidence),
    );
    const priors = relationPriors(documents, relations);
    return {
      terms: ({ logits, batch }) => {
        const { logits: own } = collapse(logits, layout);
        const { one, two } = inconsistency(own.slice([0, 1]), squaresOf(batch), rules, {
          one: Number(params.slackOne),
          two: Number(params.slackTwo),
        });
        return [["rules", one.add(two), Number(params.weight)]];
      },
      rescore: (scores, { features: document }) =>
        rescoreDocument(scores, document, layout, {
          rules,
          priors,
          tau: Number(params.tau),
          power: Number(params.power),
          most: Number(params.most),
          threshold: params.threshold === "zero" ? "zero" : "class",
          seconds: Number(params.seconds),
        }),
    };
  },
  golden,
};
