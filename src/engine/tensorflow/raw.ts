import * as tf from "@tensorflow/tfjs-core";

/** Types that an attribute of kind "dtype" may name; int64 exists in TensorFlow but not in tfjs. */
export type RawDtype = "float32" | "int32" | "int64" | "bool" | "complex64" | "string";

/** One attribute of a TensorFlow operation, with its type said, since the C interface guesses nothing. */
export type RawAttribute =
  | { readonly name: string; readonly kind: "dtype"; readonly value: RawDtype }
  | { readonly name: string; readonly kind: "bool"; readonly value: boolean | readonly boolean[] }
  | { readonly name: string; readonly kind: "int"; readonly value: number | readonly number[] }
  | { readonly name: string; readonly kind: "float"; readonly value: number | readonly number[] }
  | { readonly name: string; readonly kind: "string"; readonly value: string }
  | { readonly name: string; readonly kind: "shape"; readonly value: readonly number[] };

/** TF_AttrType and TF_DataType of TensorFlow's C interface (c_api.h, tf_datatype.h): a fixed ABI. */
const ATTRIBUTE_CODE = { string: 0, int: 1, float: 2, bool: 3, dtype: 4, shape: 5 } as const;
const DTYPE_CODE: Readonly<Record<RawDtype, number>> = {
  float32: 1,
  int32: 3,
  string: 7,
  complex64: 8,
  int64: 9,
  bool: 10,
};

/** The part of tfjs-node's backend that is used here; it is public there but not in tfjs-core's types. */
interface NodeBackend {
  executeMultipleOutputs(
    name: string,
    attributes: readonly { name: string; type: number; value: unknown }[],
    inputs: readonly tf.Tensor[],
    outputs: number,
  ): tf.Tensor[];
}

function nodeBackend(): NodeBackend | undefined {
  const backend: object = tf.backend();
  return "executeMultipleOutputs" in backend ? (backend as NodeBackend) : undefined;
}

/** The "T" attribute most operations have: the tensor's own type unless another attribute name is given. */
export const dtypeOf = (tensor: tf.Tensor, name = "T"): RawAttribute => ({
  name,
  kind: "dtype",
  value: tensor.dtype,
});

/**
 * Runs a TensorFlow operation by its registered name, also one that tfjs has no kernel for.
 * The results belong to the surrounding `tf.tidy`. No gradient is recorded: where one is needed, call
 * this inside `tf.customGrad`. Every attribute without a default must be given. Results must be of a
 * {@link RawDtype}: for seeded random numbers that means StatelessRandomUniform (`seed` int32 [2]), since
 * the key of StatelessRandomUniformV2 is a uint64, which tfjs-node cannot hold.
 * Throws when the engine has no raw operations and when TensorFlow refuses.
 */
export function rawOps(
  name: string,
  attributes: readonly RawAttribute[],
  inputs: readonly tf.Tensor[],
  outputs = 1,
): tf.Tensor[] {
  const backend = nodeBackend();
  if (backend === undefined) {
    throw new Error(`Expected an engine with raw operations for ${name}, got ${tf.getBackend()}`);
  }
  const encoded = attributes.map((attribute) => ({
    name: attribute.name,
    type: ATTRIBUTE_CODE[attribute.kind],
    value: attribute.kind === "dtype" ? DTYPE_CODE[attribute.value] : attribute.value,
  }));
  return backend.executeMultipleOutputs(name, encoded, inputs, outputs);
}

/** {@link rawOps} for an operation with one result. */
export function rawOp(
  name: string,
  attributes: readonly RawAttribute[],
  inputs: readonly tf.Tensor[],
): tf.Tensor {
  return rawOps(name, attributes, inputs, 1)[0];
}
