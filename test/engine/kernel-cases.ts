import * as tf from "@tensorflow/tfjs-core";

/** A tensor of numbers in ±1.7 that are the same on every engine. */
function numbers(shape: number[], phase = 0): tf.Tensor {
  const size = shape.reduce((a, b) => a * b, 1);
  const values = Float32Array.from(
    { length: size },
    (_, i) => 1.7 * Math.sin((i + 1) * 2.6381 + phase),
  );
  return tf.tensor(values, shape);
}

const ints = (values: number[], shape = [values.length]): tf.Tensor =>
  tf.tensor(values, shape, "int32");

const bools = (values: number[], shape = [values.length]): tf.Tensor =>
  tf.tensor(values, shape, "bool");

/** Value, and gradient by every input, of an operation whose results are weighed with fixed numbers. */
function differentiated(
  operation: (...inputs: tf.Tensor[]) => tf.Tensor,
  ...inputs: tf.Tensor[]
): tf.Tensor[] {
  const weighed = (...given: tf.Tensor[]): tf.Scalar => {
    const result = operation(...given);
    return tf.sum(tf.mul(result, numbers(result.shape, 0.5)));
  };
  const { value, grads } = tf.valueAndGrads(weighed)(inputs);
  return [value, ...grads, operation(...inputs)];
}

const ofOne: Record<string, (x: tf.Tensor) => tf.Tensor> = {
  "exp, erf, tanh": (x) => tf.add(tf.exp(x), tf.add(tf.erf(x), tf.tanh(x))),
  sigmoid: (x) => tf.sigmoid(x),
  logSigmoid: (x) => tf.logSigmoid(x),
  softplus: (x) => tf.softplus(x),
  "log1p of exp": (x) => tf.log1p(tf.exp(x)),
  expm1: (x) => tf.expm1(x),
  relu: (x) => tf.relu(x),
  "abs, neg, square": (x) => tf.add(tf.abs(x), tf.neg(tf.square(x))),
  "sqrt, rsqrt": (x) => tf.add(tf.sqrt(tf.abs(x)), tf.rsqrt(tf.add(tf.square(x), 1))),
  log: (x) => tf.log(tf.add(tf.abs(x), 0.1)),
  pow: (x) => tf.pow(tf.add(tf.abs(x), 0.1), 1.7),
  clipByValue: (x) => tf.clipByValue(x, -0.5, 0.7),
  softmax: (x) => tf.softmax(x),
  logSoftmax: (x) => tf.logSoftmax(x),
  "logSumExp, last axis": (x) => tf.logSumExp(x, -1),
  "logSumExp, first axis, kept": (x) => tf.logSumExp(x, 0, true),
  cumsum: (x) => tf.cumsum(x, 1),
  "cumsum, backwards": (x) => tf.cumsum(x, 1, false, true),
  max: (x) => tf.max(x, 1),
  min: (x) => tf.min(x, 0, true),
  mean: (x) => tf.mean(x, 0),
  sum: (x) => tf.sum(x, 1, true),
  transpose: (x) => tf.transpose(x),
  pad: (x) => tf.pad(x, [[1, 2], [0, 1]]), // prettier-ignore
  slice: (x) => tf.slice(x, [1, 0], [2, 3]),
  "split and concat": (x) => tf.concat(tf.split(x, 2, 1).reverse(), 1),
  "stack and unstack": (x) => tf.unstack(tf.stack([x, tf.neg(x)], 1))[1],
  tile: (x) => tf.tile(x, [2, 1]),
  reverse: (x) => tf.reverse(x, 1),
  "gather rows": (x) => tf.gather(x, ints([2, 0, 2, 1])),
  "gather columns by a table": (x) => tf.gather(x, ints([2, 0, 2, 5], [2, 2]), 1),
  unsortedSegmentSum: (x) => tf.unsortedSegmentSum(x, tf.tensor1d([0, 2, 0, 1], "int32"), 4),
  where: (x) => tf.where(bools([1, 0, 0, 1], [4, 1]), x, tf.mul(x, 2)),
  "division by itself squared": (x) => tf.div(x, tf.add(tf.square(x), 1)),
  "variance over an axis": (x) => tf.moments(x, 1).variance,
  norm: (x) => tf.norm(x, 2, 1),
};

const ofTwo: Record<string, () => tf.Tensor[]> = {
  matMul: () => differentiated((a, b) => tf.matMul(a, b), numbers([5, 300]), numbers([300, 3])),
  "matMul, both transposed": () =>
    differentiated((a, b) => tf.matMul(a, b, true, true), numbers([7, 5]), numbers([3, 7])),
  "matMul in batches": () =>
    differentiated((a, b) => tf.matMul(a, b, false, true), numbers([2, 3, 5, 7]), numbers([2, 3, 4, 7])), // prettier-ignore
  "bias: add and its sum over 600 rows": () =>
    differentiated((a, b) => tf.add(a, b), numbers([2, 300, 7]), numbers([7])),
  "multiply with broadcast": () =>
    differentiated((a, b) => tf.mul(a, b), numbers([2, 5, 7]), numbers([5, 1])),
  "divide with broadcast": () =>
    differentiated((a, b) => tf.div(a, tf.add(tf.square(b), 1)), numbers([2, 5]), numbers([2, 1])),
  conv2d: () =>
    differentiated((x, w) => tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 1, "same"), numbers([2, 6, 5, 3]), numbers([3, 3, 3, 4])), // prettier-ignore
  "conv2d, stride 2, no padding": () =>
    differentiated((x, w) => tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 2, "valid"), numbers([2, 8, 7, 3]), numbers([3, 3, 3, 4])), // prettier-ignore
  conv2dTranspose: () =>
    differentiated((x, w) => tf.conv2dTranspose(x as tf.Tensor4D, w as tf.Tensor4D, [2, 6, 6, 3], 2, "same"), numbers([2, 3, 3, 4]), numbers([2, 2, 3, 4])), // prettier-ignore
  maxPool: () =>
    differentiated((x) => tf.maxPool(x as tf.Tensor4D, 2, 2, "same"), numbers([2, 6, 6, 3])),
};

const three = (): tf.Tensor => ints([7, -2, 3, 4, 1, 1], [2, 3]);
const flags = (): tf.Tensor => bools([1, 0, 0, 1, 1, 1], [2, 3]);
const none = (): tf.Tensor => tf.zeros([0, 6]);

const withoutGradient: Record<string, () => tf.Tensor[]> = {
  "logits far from zero": () => {
    const x = tf.tensor2d([[-1e4, -1e4], [1e4, 1]]); // prettier-ignore
    return [tf.logSumExp(x, 1), tf.logSoftmax(x), tf.softmax(x), tf.sigmoid(x), tf.softplus(x)];
  },
  "log1p of what is almost nothing": () => [
    tf.mul(tf.log1p(tf.tensor1d([1e-8, 1e-4, -1e-6])), tf.tensor1d([1e8, 1e4, 1e6])),
  ],
  "casts to and from bool": () => [
    tf.cast(numbers([5]), "bool"),
    tf.cast(ints([1, 0, 2]), "bool"),
    tf.cast(flags(), "float32"),
    tf.cast(numbers([5]), "int32"),
  ],
  "bools moved": () => [
    tf.reverse(flags(), 1),
    tf.stridedSlice(flags(), [0, 0], [2, 3], [1, 2]),
    tf.where(flags(), flags(), tf.logicalNot(flags())),
    tf.transpose(flags()),
    tf.concat([flags(), flags()], 1),
    tf.any(flags(), 1),
    tf.all(flags(), 1),
  ],
  "integers moved": () => [
    tf.stridedSlice(three(), [0, 0], [2, 3], [1, 2]),
    tf.clipByValue(three(), 0, 3),
    tf.where(tf.greater(three(), 2), three(), tf.zerosLike(three())),
    tf.unsortedSegmentSum(three(), tf.tensor1d([1, 1], "int32"), 3),
    tf.sum(three(), 1),
    tf.cumsum(three(), 1),
    tf.argMax(three(), 1),
  ],
  "segments: negative ids belong to none": () => [
    tf.unsortedSegmentSum(numbers([4, 2]), tf.tensor1d([0, -1, 2, 0], "int32"), 3),
  ],
  "gather within batches": () => [
    tf.gather(numbers([3, 4, 2]), ints([1, 0, 2, 3, 1, 1], [3, 2]), 1, 1),
    tf.gather(numbers([3, 2, 4, 2]), ints([1, 0, 2, 3, 1, 1], [3, 2]), 2, 1),
  ],
  "topk, with ties": () => {
    const { values, indices } = tf.topk(tf.tensor2d([[1, 3, 3, 2, 3, 1]]), 4);
    return [values, indices];
  },
  "scatter and gather by coordinates": () => [
    tf.scatterND(ints([1, 3, 1], [3, 1]), numbers([3, 2]), [5, 2]),
    tf.gatherND(numbers([4, 5]), ints([1, 2, 3, 0], [2, 2])),
    tf.tensorScatterUpdate(numbers([5, 2]), ints([1, 3], [2, 1]), numbers([2, 2], 0.9)),
  ],
  "one-hot, also out of range": () => [tf.oneHot(ints([1, -1, 5, 3]), 4)],
  "tensors without elements": () => [
    tf.sum(none(), 0),
    tf.sum(none()),
    tf.max(none(), 0),
    tf.min(none(), 0),
    tf.logSumExp(none(), 1),
    tf.matMul(none(), numbers([6, 2])),
    tf.gather(none(), ints([2, 0]), 1),
    tf.concat([numbers([2, 6]), none()], 0),
  ],
};

/** Operations that models use, by what they show; each is computed on two engines and compared. */
export const cases: Readonly<Record<string, () => tf.Tensor[]>> = {
  ...Object.fromEntries(
    Object.entries(ofOne).map(([name, operation]) => [
      name,
      () => differentiated(operation, numbers([4, 6])),
    ]),
  ),
  ...ofTwo,
  ...withoutGradient,
};
