import * as tf from "@tensorflow/tfjs-core";
import { register } from "./register.js";

interface FilterGradientAttrs {
  readonly strides: number | [number, number];
  readonly pad: Parameters<typeof tf.backend_util.computeConv2DInfo>[4];
  readonly dataFormat: "NHWC" | "NCHW";
  readonly dimRoundingMode?: "floor" | "round" | "ceil";
  readonly filterShape: [number, number, number, number];
}

/**
 * Gradient of a convolution by its filter [height, width, in, out]: for each place of the filter, the
 * product of the pixels under it (x [batch, height, width, in], padded) with the result's gradient dy.
 */
function conv2dBackpropFilter(
  inputs: Readonly<Record<string, tf.Tensor>>,
  attrs: object,
): tf.Tensor {
  const { x, dy } = inputs as { x: tf.Tensor4D; dy: tf.Tensor4D };
  const { strides, pad, dataFormat, dimRoundingMode, filterShape } = attrs as FilterGradientAttrs;
  if (dataFormat !== "NHWC") throw new Error(`Expected a convolution in NHWC, got ${dataFormat}`);
  const info = tf.backend_util.computeConv2DInfo(x.shape, filterShape, strides, 1, pad, dimRoundingMode); // prettier-ignore
  const { top, bottom, left, right } = info.padInfo;
  const padded = tf.pad(x, [
    [0, 0],
    // A stride may leave pixels over; the filter's last place never reads beyond what is padded here.
    [top, Math.max(bottom, 0)],
    [left, Math.max(right, 0)],
    [0, 0],
  ]);
  const { batchSize, outHeight, outWidth, inChannels, outChannels } = info;
  const pixels = batchSize * outHeight * outWidth;
  const gradient = tf.reshape(dy, [pixels, outChannels]);
  const places: tf.Tensor[] = [];
  for (let row = 0; row < info.filterHeight; row++) {
    for (let column = 0; column < info.filterWidth; column++) {
      const under = tf.stridedSlice(
        padded,
        [0, row, column, 0],
        [
          batchSize,
          row + (outHeight - 1) * info.strideHeight + 1,
          column + (outWidth - 1) * info.strideWidth + 1,
          inChannels,
        ],
        [1, info.strideHeight, info.strideWidth, 1],
      );
      places.push(tf.matMul(tf.reshape(under, [pixels, inChannels]), gradient, true));
    }
  }
  return tf.reshape(tf.stack(places), filterShape);
}

export function registerConvolution(): void {
  register("Conv2DBackpropFilter", conv2dBackpropFilter);
}
