import { registerConvolution } from "./convolution.js";
import { patchDtypes } from "./dtypes.js";
import { patchElementwise } from "./elementwise.js";
import { patchIndexing } from "./indexing.js";
import { patchReductions } from "./reduce.js";

let registered = false;

/**
 * Completes tfjs's WebAssembly backend: kernels that training needs and it lacks, and its own kernels where
 * they are wrong. Everything is composed of its other kernels. Does nothing the second time.
 */
export function registerFallbackKernels(): void {
  if (registered) return;
  registered = true;
  patchDtypes();
  patchElementwise();
  patchReductions();
  patchIndexing();
  registerConvolution();
}
