import type { GoldenFile, GoldenPass, GoldenTensors } from "../../../contract/backbone-golden.js";

/** PyTorch's count of batches, which changes no number and which the kernel does not have. */
const COUNT = "num_batches_tracked";
const GRADIENT = "grad_";

/** The main pass, and one in mode train with its logits, two gradients and the running values after it. */
export function goldenPasses(file: GoldenFile, main: () => GoldenPass): readonly GoldenPass[] {
  const usual = main();
  const gradients = named(file.tensors("train_mode"), (name) =>
    name.startsWith(GRADIENT) ? name.slice(GRADIENT.length) : null,
  );
  const training: GoldenPass = {
    ...usual,
    name: "mode train",
    mode: "train",
    values: { logits: file.tensor("train_mode", "logits") },
    gradients: usual.gradients.map((given) => ({ ...given, wanted: gradients })),
    after: named(file.tensors("train_mode", "buffers_after"), (name) =>
      name.endsWith(COUNT) ? null : name,
    ),
  };
  return [usual, training];
}

/** Tensors under other names; null leaves one out. */
const named = (tensors: GoldenTensors, rename: (name: string) => string | null): GoldenTensors =>
  Object.fromEntries(
    Object.entries(tensors).flatMap(([name, tensor]) => {
      const other = rename(name);
      return other === null ? [] : [[other, tensor] as const];
    }),
  );
