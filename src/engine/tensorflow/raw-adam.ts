import * as tf from "@tensorflow/tfjs-core";
import { dtypeOf, rawOp, rawOps, type RawAttribute } from "./raw.js";
import type { Adam, Betas, Moments } from "../../contract/compute/adam.js";
import { copyOf } from "../../nn/portable/adam.js";

const DTYPE: RawAttribute = { name: "dtype", kind: "dtype", value: "float32" };
const ADAM: readonly RawAttribute[] = [
  { name: "T", kind: "dtype", value: "float32" },
  { name: "use_locking", kind: "bool", value: false },
  { name: "use_nesterov", kind: "bool", value: false },
];

/** TensorFlow names its variables for the whole process. */
let created = 0;

/** The handle outlives any tidy: its owner disposes it. */
const createVariable = (shape: readonly number[]): tf.Tensor =>
  tf.keep(
    rawOp(
      "VarHandleOp",
      [
        { name: "container", kind: "string", value: "" },
        { name: "shared_name", kind: "string", value: `amtl/${created++}` },
        DTYPE,
        { name: "shape", kind: "shape", value: shape },
      ],
      [],
    ),
  );
const assign = (handle: tf.Tensor, value: tf.Tensor): void => {
  rawOps("AssignVariableOp", [DTYPE], [handle, value], 0);
};
const read = (handle: tf.Tensor): tf.Tensor => rawOp("ReadVariableOp", [DTYPE], [handle]);

/**
 * Averages in TensorFlow variables, updated by its ResourceApplyAdam: one pass over memory, in place, where separate
 * operations take ten passes and new memory for each (20 times slower, measured at 11.7 M values). The kernel adds
 * epsilon to the uncorrected root, as transformers does; the bias corrections are folded into the rate by the caller,
 * in double precision. The kernel computes 1 − β in float32 (an error of 1e-5 for 0.999), so the caller corrects by
 * the powers of the rounded β, and the step is right to float32 all the same.
 *
 * The parameter lives in a variable of TensorFlow as well. tf.Variable looks at it through a tensor that shares its
 * memory; during the update it looks at a stand-in that is never read nor written (so takes no memory), because
 * TensorFlow copies a variable that anyone else looks at before it writes.
 */
function createMoments(parameter: tf.Variable, { beta1, beta2 }: Betas): Moments {
  const { shape } = parameter;
  const p = createVariable(shape);
  const m = createVariable(shape);
  const v = createVariable(shape);
  const standIn = tf.keep(tf.tensor(new Float32Array(parameter.size), shape));
  assign(p, parameter);
  const write = (handle: tf.Tensor, values: Float32Array): void => {
    tf.tidy(() => {
      assign(handle, tf.tensor(values, shape));
    });
  };
  write(m, new Float32Array(parameter.size));
  write(v, new Float32Array(parameter.size));
  const zero = tf.keep(tf.scalar(0));
  const constants = [tf.keep(tf.scalar(beta1)), tf.keep(tf.scalar(beta2))];
  return {
    update: (gradient, { shrink, rate, epsilon, before, after }) => {
      parameter.assign(standIn);
      tf.tidy(() => {
        const [b1, b2] = constants;
        const g =
          shrink === 1
            ? gradient.clone()
            : rawOp("Mul", [dtypeOf(gradient)], [gradient, tf.scalar(shrink)]);
        const inputs = [p, m, v, zero, zero, tf.scalar(rate), b1, b2, tf.scalar(epsilon), g];
        if (before !== 1) assign(p, read(p).mul(before));
        rawOps("ResourceApplyAdam", ADAM, inputs, 0);
        if (after !== 1) assign(p, read(p).mul(after));
        parameter.assign(read(p));
      });
      return null;
    },
    read: () => tf.tidy(() => ({ m: copyOf(read(m)), v: copyOf(read(v)) })),
    write: (newM, newV) => {
      write(m, newM.slice());
      write(v, newV.slice());
    },
    dispose: () => {
      for (const handle of [p, m, v])
        rawOps(
          "DestroyResourceOp",
          [{ name: "ignore_lookup_error", kind: "bool", value: false }],
          [handle],
          0,
        );
      tf.dispose([p, m, v, standIn, zero, ...constants]);
    },
  };
}

/** Adam by TensorFlow's own operation, which computes 1 − β in float32. */
export const rawAdam: Adam = {
  createMoments,
  effectiveBetas: ({ beta1, beta2 }) => ({ beta1: Math.fround(beta1), beta2: Math.fround(beta2) }),
};
