import * as tf from "@tensorflow/tfjs-core";
import { badInput } from "../../../base/errors.js";
import type { GoldenFile, GoldenTensor } from "../../../contract/backbone-golden.js";
import type { GoldenTools, GoldenValue } from "../../../contract/plugin.js";
import { atl } from "../../losses/index.js";
import { squaresOf, type Squares } from "../shared/cells.js";
import { ruleLogits } from "./rules.js";

const tensorOf = ({ shape, data }: GoldenTensor): tf.Tensor => tf.tensor([...data], [...shape]);

/** The pairs of the file's documents. */
function squares(file: GoldenFile): Squares {
  const documents = readPairs(file);
  const entities = file.json("config", "entities");
  if (!Array.isArray(entities) || entities.length !== documents.length)
    throw unreadable("config.entities", "the number of entities of each document");
  const pairs = documents.flat();
  return squaresOf({
    size: documents.length,
    rows: pairs.length,
    pairs: Int32Array.from(pairs.flat()),
    pairDocument: Int32Array.from(documents.flatMap((own, d) => own.map(() => d))),
    entityPositions: entities.map((n) => Array.from({ length: Number(n) }, () => [])),
  });
}

function readPairs(file: GoldenFile): readonly (readonly (readonly [number, number])[])[] {
  const hts = file.json("inputs", "hts");
  if (!Array.isArray(hts)) throw unreadable("inputs.hts", "pairs of each document");
  return hts.map((document) => {
    if (!Array.isArray(document)) throw unreadable("inputs.hts", "pairs of each document");
    return document.map((pair) => {
      if (!Array.isArray(pair) || pair.length !== 2)
        throw unreadable("inputs.hts", "head and tail of each pair");
      return [Number(pair[0]), Number(pair[1])] as const;
    });
  });
}

const unreadable = (where: string, expected: string): Error =>
  badInput("Invalid golden file", { where, expected });

/** A number of the file, as text for messages says where. */
function numberAt(file: GoldenFile, ...path: readonly string[]): number {
  const value = file.json(...path);
  if (typeof value !== "number") throw unreadable(path.join("."), "a number");
  return value;
}

/** Logits, atoms and weights. */
type Inputs = readonly tf.Tensor[];

/** The file's loss values are of JMRL-ATLOP. */
const ITS_LOSS = atl.id;

/** Rule logits, sums, predictions, losses and gradients of the official code on given logits. */
export function golden(file: GoldenFile, { loss, decode }: GoldenTools): readonly GoldenValue[] {
  const where = squares(file);
  const labels = file.tensor("inputs", "labels");
  const [temperature, weight] = [
    numberAt(file, "config", "rule_loss_temperature"),
    numberAt(file, "config", "lambda_al"),
  ];
  const inputs = [
    ["logits", file.tensor("inputs", "logits")],
    ["diff_w", file.tensor("params", "diff_w")],
    ["diff_weights", file.tensor("params", "diff_weights")],
  ] as const;
  const [rows, columns] = labels.shape;
  const own = ([logits]: Inputs): tf.Tensor2D => logits.reshape([rows, columns]);
  const rulesOf = (given: Inputs, maskNone: boolean): tf.Tensor2D => {
    const [, atoms, weights] = given;
    return ruleLogits(tf.softmax(own(given)), where, { atoms, weights, maskNone });
  };
  const finalOf = (given: Inputs): tf.Tensor2D => own(given).add(rulesOf(given, true));
  const lossOf = (given: Inputs): tf.Scalar =>
    loss(ITS_LOSS, own(given), labels)
      .mul<tf.Scalar>(weight)
      .add(loss(ITS_LOSS, finalOf(given).div(temperature), labels));

  const read = (path: readonly string[], value: tf.Tensor): GoldenValue => ({
    name: path.at(-1)!,
    got: value.dataSync(),
    want: scalarOrTensor(file, ["outputs", ...path]),
  });
  const given = inputs.map(([, tensor]) => tensorOf(tensor));
  const gradients = (
    of: string,
    path: readonly string[],
    value: (given: Inputs) => tf.Scalar,
  ): readonly GoldenValue[] =>
    gradientsOf(value, given).map((gradient, i) => ({
      name: `gradient of ${of} by ${inputs[i][0]}`,
      got: gradient.dataSync(),
      want: file.tensor(...path, inputs[i][0]).data,
    }));

  const final = finalOf(given);
  const { shape } = file.tensor("inputs", "logits");
  const values = [
    read(["rule_logits"], rulesOf(given, true)),
    read(["rule_logits_unmasked_docgnre"], rulesOf(given, false)),
    read(["final_logits"], final),
    read(["loss_cls"], loss(ITS_LOSS, own(given), labels)),
    read(["loss_rule"], loss(ITS_LOSS, final.div(temperature), labels)),
    read(["loss"], lossOf(given)),
    {
      name: "pred",
      got: decode({ shape, data: [...final.dataSync()] }, numberAt(file, "config", "top_k_cap")),
      want: file.tensor("outputs", "pred").data,
      exact: true,
    },
  ];
  const R = tensorOf(file.tensor("inputs", "R"));
  return [
    ...values,
    ...gradients("loss", ["grads"], lossOf),
    ...gradients("the weighted sum", ["grads", "of_sum_final_logits_R"], (x) =>
      finalOf(x).mul(R).sum(),
    ),
  ];
}

/** Gradients of a value by each of what it is given. */
const gradientsOf = (value: (given: Inputs) => tf.Scalar, given: tf.Tensor[]): tf.Tensor[] =>
  tf.grads((...inputs: tf.Tensor[]) => value(inputs))(given);

/** Some losses are written as plain numbers. */
function scalarOrTensor(file: GoldenFile, path: readonly string[]): ArrayLike<number> {
  const value = file.json(...path);
  return typeof value === "number" ? [value] : file.tensor(...path).data;
}
