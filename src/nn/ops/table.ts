import type { Kernels } from "../../contract/compute/kernels.js";

let table: Kernels | null = null;

/** Makes these kernels the ones that compute from now on: whoever starts an engine does. */
export function useKernels(kernels: Kernels): void {
  table = kernels;
}

/** The kernels of the engine that was started last in this process. */
export function ops(): Kernels {
  if (table === null) throw new Error("Expected an engine to be started before it computes");
  return table;
}
