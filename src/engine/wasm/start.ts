import { createRequire } from "node:module";
import { dirname, sep } from "node:path";
import * as tf from "@tensorflow/tfjs-core";
import { registerConvolution } from "./convolution.js";
import { patchElementwise } from "./elementwise.js";
import { patchIndexing } from "./indexing.js";
import { patchReductions } from "./reduce.js";

/**
 * Loads the WebAssembly backend with the kernels it lacks, and makes it the backend.
 * It runs on one thread: tfjs does not start WebAssembly threads under Node.
 *
 * @returns the library with its version
 */
export async function startWasm(): Promise<string> {
  // The whole of tfjs, since tfjs-core alone has neither gradients nor chained operations.
  await import("@tensorflow/tfjs");
  const wasm = await import("@tensorflow/tfjs-backend-wasm");
  const folder = dirname(createRequire(import.meta.url).resolve("@tensorflow/tfjs-backend-wasm"));
  wasm.setWasmPaths(folder + sep);
  registerFallbackKernels();
  await tf.setBackend("wasm");
  const simd = (await tf.env().getAsync("WASM_HAS_SIMD_SUPPORT")) === true;
  return `tfjs-backend-wasm ${wasm.version_wasm} (${simd ? "SIMD" : "no SIMD"}, 1 thread)`;
}

let registered = false;

/**
 * Completes tfjs's WebAssembly backend: kernels that training needs and it lacks, and its own kernels where
 * they are wrong. Everything is composed of its other kernels. Does nothing the second time.
 */
function registerFallbackKernels(): void {
  if (registered) return;
  registered = true;
  patchElementwise();
  patchReductions();
  patchIndexing();
  registerConvolution();
}
