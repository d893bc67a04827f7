import * as tf from "@tensorflow/tfjs-core";
import { lacking } from "../../base/errors.js";
import type { LoadedEngine } from "../../contract/compute/engine.js";
import { DEVICE_MASKS } from "./device-masks.js";
import { loadQuietly } from "./quiet.js";
import { hasOwnOps } from "./own-ops.js";
import { OWN_KERNELS } from "./own-kernels.js";
import { RAW_KERNELS } from "./raw-kernels.js";
import { wantedKernels } from "./wanted-kernels.js";

/** What tfjs-node's backend reports about the library under it. */
interface NativeBackend {
  readonly isUsingGpuDevice: boolean;
  readonly binding: { readonly TF_Version: string };
}

/** Loads tfjs-node on the linked libtensorflow and makes it the backend. */
async function loadTensorFlow(): Promise<{ readonly version: string; readonly isOnGpu: boolean }> {
  try {
    loadQuietly("@tensorflow/tfjs-node-gpu");
  } catch (error) {
    throw lacking("Cannot load the native engine on this machine", {
      got: error instanceof Error ? error.message.split("\n")[0] : String(error),
      fix: "amtl-run engine install (or AMTL_ENGINE=wasm, slower)",
      cause: error,
    });
  }
  await tf.setBackend("tensorflow");
  const backend = tf.backend() as unknown as NativeBackend;
  return { version: backend.binding.TF_Version, isOnGpu: backend.isUsingGpuDevice };
}

/**
 * The native engine, with the project's own operations unless `AMTL_KERNELS` says otherwise.
 * @throws AmtlError (4) when the library does not load on this machine
 */
export async function loadNative(): Promise<LoadedEngine> {
  const { version } = await loadTensorFlow();
  const ownOperations = wantedKernels() === "own" && hasOwnOps();
  return {
    library: `TensorFlow ${version} (CPU)`,
    kernels: ownOperations ? { ...RAW_KERNELS, ...OWN_KERNELS } : RAW_KERNELS,
    ownOperations,
  };
}

/**
 * The same on a GPU, where the project's own operations do not run.
 * @throws AmtlError (4) when the library does not load on this machine, or finds no GPU
 */
export async function loadCuda(): Promise<LoadedEngine> {
  const { version, isOnGpu } = await loadTensorFlow();
  if (!isOnGpu) {
    throw lacking(`TensorFlow ${version} found no GPU it can use`, {
      expected:
        "an NVIDIA driver, and the CUDA libraries that amtl-run engine install --cuda brings",
      fix: "nvidia-smi shows whether the driver works; AMTL_ENGINE=native runs on the CPU",
    });
  }
  return {
    library: `TensorFlow ${version} (CUDA)`,
    kernels: { ...RAW_KERNELS, ...DEVICE_MASKS },
    ownOperations: false,
  };
}
