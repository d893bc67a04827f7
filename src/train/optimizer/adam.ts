import * as tf from "@tensorflow/tfjs-core";
import { hasOwnOps } from "../../engine/own-ops.js";
import { hasRawOps } from "../../engine/raw.js";
import { nativeMoments } from "./adam-native.js";
import { ownMoments, updateTogether } from "./adam-own.js";
import { copyOf, type AdamStep, type Betas, type Moments } from "./moments.js";

/** Creates zero averages for a parameter. One fused kernel in place where the engine has one. */
export function createMoments(parameter: tf.Variable, betas: Betas): Moments {
  if (hasOwnOps()) return ownMoments(parameter);
  return hasRawOps() ? nativeMoments(parameter, betas) : portableMoments(parameter, betas);
}

/** The betas that the update really uses: the fused kernels compute 1 − β in float32 (see nativeMoments). */
export const effectiveBetas = ({ beta1, beta2 }: Betas): Betas =>
  hasRawOps() ? { beta1: Math.fround(beta1), beta2: Math.fround(beta2) } : { beta1, beta2 };

/** A parameter's part of one step. */
export interface Update {
  readonly moments: Moments;
  readonly gradient: tf.Tensor;
  readonly step: AdamStep;
}

/** Makes one step of all parameters: by one operation where the engine has one for all, else one by one. */
export function updateAll(updates: readonly Update[], betas: Betas): void {
  const together = updates.flatMap(({ moments, gradient, step }) => {
    const inPlace = moments.update(gradient, step);
    return inPlace === null ? [] : [{ inPlace, gradient, step }];
  });
  if (together.length > 0) updateTogether(together, betas);
}

function portableMoments(parameter: tf.Variable, { beta1, beta2 }: Betas): Moments {
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
