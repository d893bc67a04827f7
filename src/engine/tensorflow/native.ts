import { availableParallelism } from "node:os";
import { lacking } from "../../base/errors.js";
import type { Availability, Engine, Machine } from "../../contract/compute/engine.js";

const INSTALL = "amtl-run engine install";

/**
 * Whether this checkout's binding and library can be loaded; null when they can.
 * @param id the engine that would run on them
 * @param fix the command that brings what it needs
 */
export function libraryProblem(id: string, fix: string, { native }: Machine): Availability | null {
  switch (native.kind) {
    case "ready":
      return null;
    case "damaged":
      return {
        kind: "broken",
        error: lacking("Installed TensorFlow library is damaged", {
          where: native.reason,
          fix: `${INSTALL} (or AMTL_ENGINE=wasm, slower)`,
        }),
      };
    case "outdated":
      return {
        kind: "broken",
        error: lacking("Native engine's binding is out of date", {
          expected: "one compiled from this checkout's native/",
          fix: `${INSTALL} compiles it, in about a minute (or AMTL_ENGINE=wasm, slower)`,
        }),
      };
    case "absent":
      return {
        kind: "absent",
        why: `${id} is not installed, ${native.reason}; ${INSTALL} brings it`,
        error: (asked) =>
          lacking(`Engine ${id} is not installed`, {
            where: native.reason,
            expected: asked,
            fix,
          }),
      };
  }
}

/** TensorFlow on the processor, with the project's own operations. */
export const native: Engine = {
  id: "native",
  rank: 2,
  isGpu: false,
  isSlow: false,
  threads: availableParallelism,
  availability: (machine) =>
    libraryProblem("native", INSTALL, machine) ?? {
      kind: "ready",
      why: "its library and binding are installed",
    },
  prepare: (env) => {
    // On a CUDA library, too, this engine is the CPU.
    env.CUDA_VISIBLE_DEVICES = "-1";
    // TensorFlow takes oneDNN's kernels by itself on the newest processors only; with AVX2 they multiply the small
    // matrices of attention three times as fast. It says so in a line on stderr that no setting silences.
    if (process.arch === "x64") env.TF_ENABLE_ONEDNN_OPTS = "1";
  },
  load: async () => (await import("./load.js")).loadNative(),
};
