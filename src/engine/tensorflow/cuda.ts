import { availableParallelism } from "node:os";
import { lacking } from "../../base/errors.js";
import type { Engine } from "../../contract/compute/engine.js";
import { libraryProblem } from "./native.js";

const INSTALL = "amtl-run engine install --cuda";

/** TensorFlow on NVIDIA GPUs. */
export const cuda: Engine = {
  id: "cuda",
  rank: 1,
  isGpu: true,
  isSlow: false,
  threads: availableParallelism,
  availability: (machine) => {
    const problem = libraryProblem("cuda", INSTALL, machine);
    // Unasked, another engine on the same library stands in, and says what is wrong with it.
    if (problem?.kind === "absent") return { ...problem, why: "" };
    if (problem !== null) return problem;
    switch (machine.native.kind === "ready" ? machine.native.library : "other") {
      case "gpu":
        return machine.gpu
          ? { kind: "ready", why: "the CUDA library is installed and an NVIDIA device is visible" }
          : { kind: "on-request" };
      case "other":
        return { kind: "on-request" };
      case "cpu":
        return {
          kind: "absent",
          why: "",
          error: (asked) =>
            lacking("Installed TensorFlow library has no GPU support", {
              expected: `a CUDA library, since ${asked}`,
              fix: INSTALL,
            }),
        };
    }
  },
  prepare: (env) => {
    // TensorFlow takes all of a GPU's memory otherwise, and a second worker finds none.
    env.TF_FORCE_GPU_ALLOW_GROWTH ??= "true";
  },
  load: async () => (await import("./load.js")).loadCuda(),
};
