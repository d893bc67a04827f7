import type { Kernel } from "../../contract/backbone.js";

/** The computing halves, imported when a model is built: they load TensorFlow. */
export const KERNELS: ReadonlyMap<string, () => Promise<{ readonly kernel: Kernel }>> = new Map([
  ["atlop", () => import("./atlop/kernel.js")],
]);
