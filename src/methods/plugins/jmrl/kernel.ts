import * as tf from "@tensorflow/tfjs-core";
import type { Random } from "../../../base/random.js";
import type { Weight } from "../../../contract/compute/parameters.js";
import type { PluginKernel } from "../../../contract/plugin.js";
import { parameter } from "../../../nn/parameters.js";
import { classesOf, collapse } from "../shared/collapse.js";
import { squaresOf } from "../shared/cells.js";
import { golden } from "./golden.js";
import { ruleLogits } from "./rules.js";

/** PyTorch's Kaiming uniform with a = √5: ±1 / √(values behind the first axis). */
function kaiming(shape: readonly number[], random: Random): Weight {
  const behind = shape.slice(1).reduce((product, n) => product * n, 1);
  const values = Float32Array.from(
    { length: shape[0] * behind },
    () => (2 * random.next() - 1) / Math.sqrt(behind),
  );
  return { shape: [...shape], values };
}

export const plugin: PluginKernel = {
  initial: ({ layout }, params, random) => {
    const classes = classesOf(layout);
    const [rules, atoms] = [Number(params.rules), Number(params.atoms)];
    return new Map([
      ["diff_w", kaiming([classes, atoms, rules, 2 * classes + 1], random)],
      ["diff_weights", kaiming([classes, rules, 1], random)],
    ]);
  },
  logits: ({ parameters, params, layout, batch, pass, logits }) => {
    const { logits: own, spread } = collapse(logits, layout);
    const truth = params.truth === "sigmoid" ? tf.sigmoid(own) : tf.softmax(own);
    const rules = {
      atoms: parameter(parameters, "diff_w"),
      weights: parameter(parameters, "diff_weights"),
      maskNone: params.maskNone === true,
    };
    const final = spread(own.add<tf.Tensor2D>(ruleLogits(truth, squaresOf(batch), rules)));
    // Only the loss sees them divided.
    return pass.mode === "train" ? final.div<tf.Tensor2D>(Number(params.temperature)) : final;
  },
  terms: ({ logits, params }, loss) => [["backbone", loss(logits), Number(params.backbone)]],
  golden,
};
