import * as tf from "@tensorflow/tfjs-core";
import type { ImageKernels } from "../../contract/compute/image-kernels.js";
import { ownOp } from "./own-ops.js";
import type { RawAttribute } from "./raw.js";

/** Whether the batch is what is normalized by. */
const trains = (momentum: number | null): RawAttribute => ({
  name: "trains",
  kind: "int",
  value: momentum === null ? 0 : 1,
});

/** The project's own operations on images. */
export const ownImages: ImageKernels = {
  filterOf: (weight) => ownOp("AmtlFilter", [], [weight], 1)[0],
  weightOf: (filter) => ownOp("AmtlFilterWeight", [], [filter], 1)[0],
  // TensorFlow's own, which spares turning the filter.
  inputGradient: (dy, filter) => {
    const inputShape = [...dy.shape.slice(0, 3), ...filter.shape.slice(2, 3)];
    const attributes = { strides: 1, pad: "same", dataFormat: "NHWC", inputShape };
    return tf.engine().runKernel(tf.Conv2DBackpropInput, { dy, filter }, attributes);
  },
  batchNormRelu: (x, { bias, gain, shift, epsilon }, running, momentum) => {
    const [value, normal, inverse, mean, variance] = ownOp(
      "AmtlBatchNormRelu",
      [
        trains(momentum),
        { name: "momentum", kind: "float", value: momentum ?? 0 },
        { name: "epsilon", kind: "float", value: epsilon },
      ],
      [x, bias, gain, shift, running.mean, running.variance],
      5,
    );
    return { value, normal, inverse, running: momentum === null ? null : { mean, variance } };
  },
  batchNormReluGradients: (dy, { value, normal, inverse }, gain, momentum) => {
    const [x, bias, dgain, shift] = ownOp(
      "AmtlBatchNormReluGrad",
      [trains(momentum)],
      [dy, value, normal, inverse, gain],
      4,
    );
    return { x, bias, gain: dgain, shift };
  },
  maxPool: (x) => ownOp("AmtlMaxPool", [], [x], 1)[0],
  maxPoolGradient: (dy, x, value) => ownOp("AmtlMaxPoolGrad", [], [dy, x, value], 1)[0],
};
