import * as tf from "@tensorflow/tfjs-core";
import { lacking } from "../base/errors.js";
import type { EngineId } from "../contract/engine.js";

/** What tfjs-node's backend tells of the library under it. */
interface NativeBackend {
  readonly isUsingGpuDevice: boolean;
  readonly binding: { readonly TF_Version: string };
}

/**
 * Loads tfjs-node on the linked libtensorflow and makes it the backend.
 *
 * @returns the library with its version and device
 * @throws AmtlError (4) when the library does not load on this machine, or cuda finds no GPU
 */
export async function startNative(id: EngineId): Promise<string> {
  try {
    await import("@tensorflow/tfjs-node-gpu");
  } catch (error) {
    throw lacking("The native engine does not load on this machine", {
      got: error instanceof Error ? error.message.split("\n")[0] : String(error),
      fix: "amtl-run engine install (or AMTL_ENGINE=wasm, slower)",
      cause: error,
    });
  }
  await tf.setBackend("tensorflow");
  const backend = tf.backend() as unknown as NativeBackend;
  const version = backend.binding.TF_Version;
  if (id !== "cuda") return `TensorFlow ${version} (CPU)`;
  if (!backend.isUsingGpuDevice) {
    throw lacking(`TensorFlow ${version} found no GPU it can use`, {
      expected:
        "an NVIDIA driver, and the CUDA libraries that amtl-run engine install --cuda brings",
      fix: "nvidia-smi shows whether the driver works; AMTL_ENGINE=native runs on the CPU",
    });
  }
  return `TensorFlow ${version} (CUDA)`;
}
