import * as tf from "@tensorflow/tfjs-core";
import { ownOp } from "../engine/own-ops.js";
import { copyOf, type Betas, type Moments } from "./moments.js";

/**
 * Averages and parameter updated where they lie by the project's own operation: one pass over memory, clipping
 * included.
 *
 * An operation that writes to its inputs must be the only one to look at them. m and v never leave this function.
 * The parameter's memory is copied before the first update, and again whenever someone gave the parameter other
 * values, whose memory may be theirs, or holds a clone. Only a reshaped view of a parameter must not be kept from
 * one step to the next.
 */
export function ownMoments(parameter: tf.Variable, { beta1, beta2 }: Betas): Moments {
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
    update: (gradient, { shrink, rate, epsilon, before, after }) => {
      ownParameter();
      tf.tidy(() => {
        const step = tf.tensor1d([shrink, beta1, beta2, rate, epsilon, before, after]);
        ownOp("AmtlAdam", [], [parameter, m, v, gradient, step], 1);
      });
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
