import type { PluginKernel } from "../../../contract/plugin.js";
import type { Weight } from "../../../contract/compute/parameters.js";
import { DEPTH } from "./bodies.js";
import { golden } from "./golden/golden.js";
import { learnerOf } from "./learner.js";
import { rescoreDocument } from "./rescore.js";
import { fromValues, NAMES } from "./rules.js";
import { settingOf } from "./setting.js";

const zeros = (shape: readonly number[]): Weight => ({
  shape: [...shape],
  values: new Float32Array(shape.reduce((product, n) => product * n, 1)),
});

export const plugin: PluginKernel = {
  fromTraining: ({ features, layout, params }) => {
    const setting = settingOf(features, layout, params.level === "zero" ? "zero" : "class");
    const [triples, draws] = [setting.triples.length, Number(params.draws)];
    return {
      initial: () =>
        new Map([
          [NAMES.bodies, zeros([triples, draws, DEPTH])],
          [NAMES.weights, zeros([triples, draws])],
          [NAMES.biases, zeros([triples])],
        ]),
      rescorer: (values) => {
        const rules = fromValues(values);
        return (scores, document) => rescoreDocument(scores, document, setting, rules);
      },
      learn: (run) => learnerOf(setting, run),
    };
  },
  golden,
};
