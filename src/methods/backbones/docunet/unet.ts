import * as tf from "@tensorflow/tfjs-core";
import type { Random } from "../../../base/random.js";
import type { Pass, Sizes } from "../../../contract/backbone.js";
import type { Parameters, Weight } from "../../../contract/compute/parameters.js";
import { batchNormRelu } from "../../../nn/ops/batch-norm.js";
import { convolution } from "../../../nn/ops/convolution.js";
import { maxPool } from "../../../nn/ops/max-pool.js";
import { resizeAligned } from "../../../nn/ops/resize.js";
import { parameter } from "../../../nn/parameters.js";
import { linearInitial } from "../shared/initial.js";

type Named = readonly (readonly [string, Weight])[];
type Mode = Pass["mode"];

/** Channels that each block of two convolutions takes and gives, by the official name of what holds it. */
const blocksOf = (input: number, channels: number) =>
  ({
    "inc.conv": [input, channels],
    "down1.maxpool_conv.1": [channels, 2 * channels],
    "down2.maxpool_conv.1": [2 * channels, 2 * channels],
    "up1.conv": [4 * channels, channels],
    "up2.conv": [2 * channels, channels / 2],
  }) as const;
type Block = keyof ReturnType<typeof blocksOf>;

const UNET = "segmentation_net";
const nameOf = (block: Block, layer: number): string => `${UNET}.${block}.double_conv.${layer}`;

/** Places of a convolution and of the batch norm after it inside a block; ReLU is the third. */
const LAYERS = [
  [0, 1],
  [3, 4],
] as const;

/** The last layer, a 1×1 convolution: where only some places of the grid are read, a linear layer over them. */
export const LAST = `${UNET}.outc.conv`;

/** PyTorch's default of a convolution: weight [out, in, side, side] and bias, uniform in ±1/√(in · side²). */
function convolutionInitial(
  name: string,
  out: number,
  input: number,
  side: number,
  random: Random,
): Named {
  return linearInitial(name, out, input * side ** 2, random).map(([key, { shape, values }]) => [
    key,
    { shape: shape.length === 2 ? [out, input, side, side] : shape, values },
  ]);
}

const batchNormInitial = (name: string, channels: number): Named =>
  [
    ["weight", 1],
    ["bias", 0],
    ["running_mean", 0],
    ["running_var", 1],
  ].map(([key, value]) => [
    `${name}.${key}`,
    { shape: [channels], values: new Float32Array(channels).fill(Number(value)) },
  ]);

/** Initial values of all its layers. The official count of batches (`num_batches_tracked`) is read by nothing. */
export function unetInitial({ planes, channels, features }: Sizes, random: Random): Named {
  const blocks = Object.entries(blocksOf(Number(planes), Number(channels)));
  return [
    ...blocks.flatMap(([block, [input, out]]) =>
      LAYERS.flatMap(([layer, norm], i) => [
        ...convolutionInitial(nameOf(block as Block, layer), out, i === 0 ? input : out, 3, random),
        ...batchNormInitial(nameOf(block as Block, norm), out),
      ]),
    ),
    ...convolutionInitial(LAST, Number(features), Number(channels) / 2, 1, random),
  ];
}

/** Twice: a 3×3 convolution, batch norm, ReLU. Padding cells take part in the statistics, as officially. */
function doubleConvolution(
  parameters: Parameters,
  block: Block,
  x: tf.Tensor4D,
  mode: Mode,
): tf.Tensor4D {
  return LAYERS.reduce((input, [layer, norm]) => {
    const of = (place: number, key: string): tf.Variable =>
      parameter(parameters, `${nameOf(block, place)}.${key}`);
    const convolved = convolution(input, of(layer, "weight"));
    const values = {
      bias: of(layer, "bias"),
      gain: of(norm, "weight"),
      shift: of(norm, "bias"),
      mean: of(norm, "running_mean"),
      variance: of(norm, "running_var"),
    };
    return batchNormRelu(convolved, values, mode);
  }, x);
}

/**
 * Resizes x to twice its side, pads it with zeros to that of `skip` (of an odd difference the larger half goes below
 * and to the right) and joins the channels of both, those of `skip` first.
 */
function joined(x: tf.Tensor4D, skip: tf.Tensor4D): tf.Tensor4D {
  const [, height, width] = x.shape;
  const resized = resizeAligned(x, [2 * height, 2 * width]);
  const around = ([skipSide, side]: readonly [number, number]): [number, number] => {
    const before = Math.floor((skipSide - side) / 2);
    return [before, skipSide - side - before];
  };
  const rows = around([skip.shape[1], 2 * height]);
  const columns = around([skip.shape[2], 2 * width]);
  return tf.concat([skip, tf.pad(resized, [[0, 0], rows, columns, [0, 0]])], 3);
}

/** What the U-Net computes, level by level, [documents, side, side, channels]. */
export interface Levels {
  readonly x1: tf.Tensor4D;
  readonly x2: tf.Tensor4D;
  readonly x3: tf.Tensor4D;
  readonly u1: tf.Tensor4D;
  /** What the last layer reads. */
  readonly u2: tf.Tensor4D;
}

/**
 * The U-Net without its last layer (attn_unet.py), differentiable. In mode train the running values follow.
 * @param image [documents, side, side, planes]
 */
export function unet(parameters: Parameters, image: tf.Tensor4D, mode: Mode): Levels {
  const block = (name: Block, x: tf.Tensor4D): tf.Tensor4D =>
    doubleConvolution(parameters, name, x, mode);
  const x1 = block("inc.conv", image);
  const x2 = block("down1.maxpool_conv.1", maxPool(x1));
  const x3 = block("down2.maxpool_conv.1", maxPool(x2));
  const u1 = block("up1.conv", joined(x3, x2));
  const u2 = block("up2.conv", joined(u1, x1));
  return { x1, x2, x3, u1, u2 };
}
