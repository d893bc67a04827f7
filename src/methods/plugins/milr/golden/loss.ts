import * as tf from "@tensorflow/tfjs-core";
import type { GoldenFile } from "../../../../contract/backbone-golden.js";
import type { GoldenValue } from "../../../../contract/plugin.js";
import { squaresIn, tensorOf, valuesOf, whereGiven } from "../../shared/golden.js";
import { inconsistency } from "../consistency.js";
import type { Case } from "./case.js";

/** The loss on logits that contradict rules, and its gradient; nothing of a file without such logits. */
export const lossValues = (file: GoldenFile, found: Case): readonly GoldenValue[] =>
  whereGiven(file, ["inputs", "logits"], () => valuesOn(file, found));

function valuesOn(file: GoldenFile, { config, rules }: Case): readonly GoldenValue[] {
  const { where, rows } = squaresIn(file);
  const shape = [rows, config.R + 1] as const;
  const { data } = tensorOf(file, shape, "inputs", "logits");
  const slack = { one: config.threshold_1_hop, two: config.threshold_2_hop };
  const losses = (logits: tf.Tensor) =>
    inconsistency(
      logits
        .reshape<tf.Tensor2D>([...shape])
        .slice([0, 1])
        .div(config.temperature),
      where,
      rules,
      slack,
    );
  const logits = tf.tensor([...data], [...shape]);
  const { one, two } = losses(logits);
  const output = (name: string, value: tf.Tensor): readonly GoldenValue[] =>
    whereGiven(file, ["outputs", name], () => [
      { name, got: value.dataSync(), want: valuesOf(file, "outputs", name) },
    ]);
  return [
    ...output("loss_1_hop", one),
    ...output("loss_2_hop", two),
    ...output("srr_loss", one.add(two)),
    ...whereGiven(file, ["grads", "logits"], () => {
      const gradient = tf.grad((given: tf.Tensor) => {
        const parts = losses(given);
        // Without rules nothing else leads back to the logits.
        return parts.one.add(parts.two).add(given.sum().mul(0));
      })(logits);
      const want = valuesOf(file, "grads", "logits");
      return [{ name: "gradient of srr_loss by logits", got: gradient.dataSync(), want }];
    }),
  ];
}
