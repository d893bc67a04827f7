import type { KernelBackend, TensorInfo } from "@tensorflow/tfjs-core";

type Run = (name: string, attributes: unknown, inputs: TensorInfo[], outputs: number) => Outputs;
type Outputs = TensorInfo | TensorInfo[];

/** The two ways by which tfjs-node runs an operation of TensorFlow; public there but not in tfjs-core's types. */
interface NodeBackend {
  executeSingleOutput: Run;
  executeMultipleOutputs: Run;
}

/** These give their input another shape and touch no value. */
const VIEWS = new Set(["Reshape", "Identity", "ExpandDims", "Squeeze"]);

const BYTES: Readonly<Record<string, number>> = { bool: 1, complex64: 8 };

const bytesOf = (tensors: readonly TensorInfo[]): number =>
  tensors.reduce(
    (sum, { shape, dtype }) => sum + shape.reduce((product, n) => product * n, BYTES[dtype] ?? 4),
    0,
  );

/**
 * Bytes that the operations of a call read and write: each input once and each output once, so no less than what passes
 * between memory and processor where nothing stays in a cache.
 */
export function bytesTouched(kernels: KernelBackend, call: () => void): number {
  const backend = kernels as unknown as NodeBackend;
  const { executeSingleOutput, executeMultipleOutputs } = backend;
  let sum = 0;
  const counted = (run: Run): Run =>
    function (this: NodeBackend, name, attributes, inputs, outputs) {
      const made = run.call(this, name, attributes, inputs, outputs);
      if (!VIEWS.has(name)) sum += bytesOf(inputs) + bytesOf(Array.isArray(made) ? made : [made]);
      return made;
    };
  backend.executeSingleOutput = counted(executeSingleOutput);
  backend.executeMultipleOutputs = counted(executeMultipleOutputs);
  try {
    call();
  } finally {
    Object.assign(backend, { executeSingleOutput, executeMultipleOutputs });
  }
  return sum;
}
