import * as tf from "@tensorflow/tfjs-core";

export const WASM = "wasm";

/** A kernel written with tfjs operations; its intermediate tensors are tidied away. */
export type ComposedKernel = (
  inputs: Readonly<Record<string, tf.Tensor>>,
  attrs: object,
) => tf.Tensor;

/** Gives the wasm backend a kernel that it lacks. */
export function register(kernelName: string, compose: ComposedKernel): void {
  tf.registerKernel({
    kernelName,
    backendName: WASM,
    kernelFunc: ({ inputs, attrs }) =>
      tf.tidy(() => compose(inputs as unknown as Record<string, tf.Tensor>, attrs ?? {})),
  });
}

/**
 * Puts a kernel in front of the backend's own: where `compose` gives null, the backend's own runs.
 * Nothing is recorded for gradients inside a kernel, so a gradient stays that of the operation.
 */
export function patch(
  kernelName: string,
  compose: (inputs: Readonly<Record<string, tf.Tensor>>, attrs: object) => tf.Tensor | null,
): void {
  const own = tf.getKernel(kernelName, WASM);
  tf.unregisterKernel(kernelName, WASM);
  tf.registerKernel({
    ...own,
    kernelFunc: (params) => {
      const inputs = params.inputs as unknown as Record<string, tf.Tensor>;
      const composed = tf.tidy(() => compose(inputs, params.attrs ?? {}) ?? []);
      return composed instanceof tf.Tensor ? composed : own.kernelFunc(params);
    },
  });
}
