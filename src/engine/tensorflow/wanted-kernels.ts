import { badInput } from "../../base/errors.js";

/** Who does what the project has operations of its own for: they, where the engine has them, or TensorFlow's. */
export type KernelFamily = "own" | "tensorflow";

/**
 * What AMTL_KERNELS asks for.
 * @throws AmtlError (2) for any other word: it would count as one of the two, and the numbers' last bits with it.
 */
export function wantedKernels(env: NodeJS.ProcessEnv = process.env): KernelFamily {
  const { AMTL_KERNELS: asked = "" } = env;
  if (asked === "" || asked === "own") return "own";
  if (asked === "tensorflow") return "tensorflow";
  throw badInput(`Unknown kernels "${asked}"`, {
    where: "AMTL_KERNELS",
    expected: "own (the default) or tensorflow",
    got: asked,
    fix: "unset AMTL_KERNELS",
  });
}
