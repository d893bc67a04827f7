import * as tf from "@tensorflow/tfjs-core";
import type { Adam, Betas, Moments } from "../../contract/compute/adam.js";

/** The values in memory of their own: engines may hand out a view that later operations change. */
export const copyOf = (tensor: tf.Tensor): Float32Array =>
  Float32Array.from(tensor.dataSync<"float32">());

/** Adam's step by one operation after the other. */
export const adam: Adam = { createMoments, effectiveBetas: (betas) => betas };

function createMoments(parameter: tf.Variable, { beta1, beta2 }: Betas): Moments {
  const [m, v] = tf.tidy(() =>
    [tf.zerosLike(parameter), tf.zerosLike(parameter)].map((zero) => tf.variable(zero)),
  );
  return {
    update: (gradient, { shrink, rate, epsilon, before, after }) => {
      tf.tidy(() => {
        const g = shrink === 1 ? gradient : gradient.mul(shrink);
        m.assign(m.mul(beta1).add(g.mul(1 - beta1)));
        v.assign(v.mul(beta2).add(g.square().mul(1 - beta2)));
        const kept = before === 1 ? parameter : parameter.mul(before);
        const moved = kept.sub(m.div(v.sqrt().add(epsilon)).mul(rate));
        parameter.assign(after === 1 ? moved : moved.mul(after));
      });
      return null;
    },
    read: () => ({ m: copyOf(m), v: copyOf(v) }),
    write: (newM, newV) => {
      tf.tidy(() => {
        m.assign(tf.tensor(newM.slice(), m.shape));
        v.assign(tf.tensor(newV.slice(), v.shape));
      });
    },
    dispose: () => {
      m.dispose();
      v.dispose();
    },
  };
}
