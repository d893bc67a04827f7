import * as tf from "@tensorflow/tfjs-core";
import { z } from "zod";
import type { GoldenFile } from "../../../contract/backbone-golden.js";
import type { GoldenTools, GoldenValue } from "../../../contract/plugin.js";
import { atl } from "../../losses/index.js";
import { fieldOf, squaresIn, tensorOf, valuesOf, whereGiven, whole } from "../shared/golden.js";
import { ruleLogits } from "./rules.js";

const configShape = z.object({
  num_class: z.int().positive(),
  /** Atoms of a body. */
  T: z.int().positive().optional(),
  /** Rules of a head class. */
  L: z.int().positive().optional(),
  /** Left out: no more than the pairs tell. */
  entities: z.array(whole).optional(),
  top_k_cap: whole.default(4),
  rule_loss_temperature: z.number().positive().default(0.2),
  lambda_al: z.number().default(1),
});

/** Logits, atoms and weights. */
type Inputs = readonly tf.Tensor[];
const INPUTS = ["logits", "diff_w", "diff_weights"] as const;

/** The file's loss values are of JMRL-ATLOP. */
const ITS_LOSS = atl.id;

/** Rule logits, sums, predictions, losses and gradients of the official code on given logits. */
export function golden(file: GoldenFile, { loss, decode }: GoldenTools): readonly GoldenValue[] {
  const config = fieldOf(file, configShape, "config");
  const { num_class: columns } = config;
  const [, atoms, rules] = file.tensor("params", "diff_w").shape;
  const { T = atoms, L = rules } = config;
  const { where, rows } = squaresIn(file, config.entities);
  const shape = [rows, columns] as const;
  const labels = tensorOf(file, shape, "inputs", "labels");
  const given: Inputs = [
    tensorOf(file, shape, "inputs", "logits"),
    tensorOf(file, [columns, T, L, 2 * columns + 1], "params", "diff_w"),
    tensorOf(file, [columns, L, 1], "params", "diff_weights"),
  ].map((each) => tf.tensor([...each.data], [...each.shape]));
  const own = ([logits]: Inputs): tf.Tensor2D => logits.reshape([...shape]);
  const rulesOf = (inputs: Inputs, maskNone: boolean): tf.Tensor2D => {
    const [, atoms, weights] = inputs;
    return ruleLogits(tf.softmax(own(inputs)), where, { atoms, weights, maskNone });
  };
  const finalOf = (inputs: Inputs): tf.Tensor2D => own(inputs).add(rulesOf(inputs, true));
  const plainLoss = (inputs: Inputs): tf.Scalar => loss(ITS_LOSS, own(inputs), labels);
  const ruleLoss = (inputs: Inputs): tf.Scalar =>
    loss(ITS_LOSS, finalOf(inputs).div(config.rule_loss_temperature), labels);
  const lossOf = (inputs: Inputs): tf.Scalar =>
    plainLoss(inputs).mul<tf.Scalar>(config.lambda_al).add(ruleLoss(inputs));

  const value = (name: string, of: () => ArrayLike<number>, exact = false) =>
    whereGiven(file, ["outputs", name], () => [
      { name, got: of(), want: valuesOf(file, "outputs", name), exact },
    ]);
  const gradients = (of: string, path: readonly string[], from: (inputs: Inputs) => tf.Scalar) =>
    INPUTS.flatMap((name, i) =>
      whereGiven(file, [...path, name], () => [
        {
          name: `gradient of ${of} by ${name}`,
          got: gradientOf(from, given, i).dataSync(),
          want: valuesOf(file, ...path, name),
        },
      ]),
    );
  const final = finalOf(given).dataSync();
  return [
    ...value("rule_logits", () => rulesOf(given, true).dataSync()),
    ...value("rule_logits_unmasked_docgnre", () => rulesOf(given, false).dataSync()),
    ...value("final_logits", () => final),
    ...value("loss_cls", () => plainLoss(given).dataSync()),
    ...value("loss_rule", () => ruleLoss(given).dataSync()),
    ...value("loss", () => lossOf(given).dataSync()),
    ...value("pred", () => decode({ shape, data: [...final] }, config.top_k_cap), true),
    ...gradients("loss", ["grads"], lossOf),
    ...whereGiven(file, ["inputs", "R"], () => {
      const R = tf.tensor2d([...tensorOf(file, shape, "inputs", "R").data], [...shape]);
      const sum = (inputs: Inputs): tf.Scalar => finalOf(inputs).mul(R).sum();
      return gradients("the weighted sum", ["grads", "of_sum_final_logits_R"], sum);
    }),
  ];
}

/** The gradient of a value by one of what it is given. */
const gradientOf = (value: (inputs: Inputs) => tf.Scalar, given: Inputs, at: number): tf.Tensor =>
  tf.grad((input: tf.Tensor) => value(given.with(at, input)))(given[at]);
