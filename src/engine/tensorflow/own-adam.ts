import * as tf from "@tensorflow/tfjs-core";
import type { Adam, InPlace, Moments } from "../../contract/compute/adam.js";
import { copyOf } from "../../nn/portable/adam.js";
import { ownOp } from "./own-ops.js";
import { rawAdam } from "./raw-adam.js";

/**
 * Averages and parameter updated where they lie by the project's own operation ({@link together}): one pass
 * over memory, clipping included.
 *
 * An operation that writes to its inputs must be the only one to look at them. m and v never leave this function.
 * The parameter's memory is copied before the first update, and again whenever someone gave the parameter other
 * values, whose memory may be theirs, or holds a clone. Only a reshaped view of a parameter must not be kept from
 * one step to the next.
 */
function createMoments(parameter: tf.Variable): Moments {
  // The product is memory of TensorFlow's; a tensor of values would lie in JavaScript's.
  const copied = (x: tf.Tensor): tf.Tensor => tf.tidy(() => tf.keep(tf.mul(x, tf.scalar(1))));
  const { shape } = parameter;
  let [m, v] = [tf.zeros(shape), tf.zeros(shape)].map((zeros) => {
    const own = copied(zeros);
    zeros.dispose();
    return own;
  });
  let mine: object | null = null;

  const ownParameter = (): void => {
    const { dataId } = parameter;
    if (dataId === mine && tf.backend().refCount(dataId) === 1) return;
    const own = copied(parameter);
    parameter.assign(own);
    own.dispose();
    mine = parameter.dataId;
  };
  const replace = (old: tf.Tensor, values: Float32Array): tf.Tensor => {
    const given = tf.tensor(values, shape);
    const own = copied(given);
    tf.dispose([given, old]);
    return own;
  };
  return {
    update: () => {
      ownParameter();
      return { p: parameter, m, v, together };
    },
    read: () => ({ m: copyOf(m), v: copyOf(v) }),
    write: (newM, newV) => {
      m = replace(m, newM);
      v = replace(v, newV);
    },
    dispose: () => {
      tf.dispose([m, v]);
    },
  };
}

/** A step of all parameters at once, by one operation. */
const together: InPlace["together"] = (updates, { beta1, beta2 }) => {
  const count = updates.length;
  const steps = updates.flatMap(({ step: { shrink, rate, epsilon, before, after } }) => [
    ...[shrink, beta1, beta2, rate, epsilon, before, after],
  ]);
  tf.tidy(() => {
    const inputs = [
      ...updates.map(({ inPlace }) => inPlace.p),
      ...updates.map(({ inPlace }) => inPlace.m),
      ...updates.map(({ inPlace }) => inPlace.v),
      ...updates.map(({ gradient }) => gradient),
      tf.tensor2d(steps, [count, 7]),
    ];
    ownOp("AmtlAdam", [{ name: "count", kind: "int", value: count }], inputs, 1);
  });
};

export const ownAdam: Adam = { ...rawAdam, createMoments };
