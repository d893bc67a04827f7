import type { Engine } from "../../contract/compute/engine.js";

/** WebAssembly, which runs wherever Node does, on one thread. */
export const wasm: Engine = {
  id: "wasm",
  rank: 9,
  isGpu: false,
  isSlow: true,
  threads: () => 1,
  availability: () => ({ kind: "ready", why: "" }),
  prepare: () => undefined,
  load: async () => ({
    library: await (await import("./start.js")).startWasm(),
    kernels: {},
    ownOperations: false,
  }),
};
