import * as tf from "@tensorflow/tfjs-core";
import type {
  BatchNormRelu,
  BatchNormReluGradients,
  RunningValues,
} from "../../contract/compute/image-kernels.js";
import type { NormParameters } from "../../contract/compute/norm-parameters.js";
import { addBias, columnSum, keepWhere, mul, rsqrt, scale, square } from "../ops/kernels.js";

/*
 * PyTorch adds up in double precision. Here means are taken twice, of x and of what is left without the first: where a
 * channel varies little about a large mean, the rounding of one mean would be most of the error.
 */

/** What a pass normalizes by, and the running values after it. */
interface Moments {
  readonly rest: tf.Tensor;
  /** The mean of `rest`; null: it is 0. */
  readonly left: tf.Tensor | null;
  readonly spread: tf.Tensor;
  readonly running: RunningValues | null;
}

const rowsOf = (x: tf.Tensor): tf.Tensor => x.reshape([-1, x.shape[x.rank - 1]]);

const following = (running: tf.Tensor, fresh: tf.Tensor, momentum: number): tf.Tensor =>
  scale(running, 1 - momentum).add(scale(fresh, momentum));

/** Mean of each channel as float32 rounds it, and x without it, whose own mean is what that rounding left over. */
function centred(x: tf.Tensor) {
  const [rows] = x.shape;
  const mean = scale(columnSum(x), 1 / rows);
  const rest = x.sub(mean);
  return { mean, rest, left: scale(columnSum(rest), 1 / rows) };
}

function moments(x: tf.Tensor, running: RunningValues, momentum: number | null): Moments {
  const { mean, variance } = running;
  if (momentum === null) return { rest: x.sub(mean), left: null, spread: variance, running: null };
  const [rows] = x.shape;
  const { mean: rounded, rest, left } = centred(x);
  const spread = scale(columnSum(square(rest)), 1 / rows).sub(square(left));
  const fresh = {
    mean: following(mean, rounded.add(left), momentum),
    variance: following(variance, scale(spread, rows / (rows - 1)), momentum),
  };
  return { rest, left, spread, running: fresh };
}

export function batchNormRelu(
  x: tf.Tensor,
  { bias, gain, shift, epsilon }: NormParameters,
  running: RunningValues,
  momentum: number | null,
): BatchNormRelu {
  const [value, normal, inverse, ...fresh] = tf.tidy((): tf.Tensor[] => {
    const biased = addBias(rowsOf(x), bias);
    const { rest, left, spread, running: after } = moments(biased, running, momentum);
    const deviation = rsqrt(spread.add(epsilon));
    const scaled = mul(rest, deviation);
    const normed = left === null ? scaled : addBias(scaled, mul(left, deviation).neg());
    const raised = tf.relu(addBias(mul(normed, gain), shift));
    return [
      raised.reshape(x.shape),
      normed.reshape(x.shape),
      deviation,
      ...(after === null ? [] : [after.mean, after.variance]),
    ];
  });
  const [mean, variance] = fresh;
  return { value, normal, inverse, running: momentum === null ? null : { mean, variance } };
}

export function batchNormReluGradients(
  dy: tf.Tensor,
  saved: Omit<BatchNormRelu, "running">,
  gain: tf.Tensor,
  momentum: number | null,
): BatchNormReluGradients {
  const [x, bias, dGain, shift] = tf.tidy((): tf.Tensor[] => {
    const given = rowsOf(keepWhere(tf.greater(saved.value, 0), dy));
    const normal = rowsOf(saved.normal);
    const [rows] = given.shape;
    const dShift = columnSum(given);
    const dGain = columnSum(mul(given, normal));
    const factor = mul(gain, saved.inverse);
    const dx = (): tf.Tensor => {
      if (momentum === null) return mul(given, factor);
      // Mean and variance depend on x. Without its mean twice, as above: weights before see sums of it.
      const along = mul(normal, scale(dGain, 1 / rows));
      const { rest, left } = centred(given.sub(along));
      return mul(addBias(rest, left.neg()), factor);
    };
    const byX = dx();
    return [byX.reshape(dy.shape), columnSum(byX), dGain, dShift];
  });
  return { x, bias, gain: dGain, shift };
}
