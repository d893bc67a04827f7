import type { Slot } from "../../contract/executor.js";

const numbered = (count: number, gpuOf: (at: number) => string | null): readonly Slot[] =>
  Array.from({ length: count }, (_, at) => ({ number: at + 1, gpu: gpuOf(at) }));

/** So many slots that share the machine's cores. */
export const cpuSlots = (count: number): readonly Slot[] => numbered(count, () => null);

/** Slots, distributed over the GPUs one by one. @param count one a GPU unless more or fewer are asked for. */
export const gpuSlots = (gpus: readonly string[], count = gpus.length): readonly Slot[] =>
  numbered(count, (at) => gpus[at % gpus.length]);

/**
 * What a slot adds to the environment of its workers. CUDA reads it once, when its library loads, so it has to be there
 * before the process starts.
 */
export function slotEnvironment(
  { gpu }: Slot,
  env: NodeJS.ProcessEnv = process.env,
): NodeJS.ProcessEnv {
  if (gpu === null) return {};
  const { CUDA_VISIBLE_DEVICES: own, CUDA_DEVICE_ORDER: order } = env;
  return {
    CUDA_VISIBLE_DEVICES: gpu,
    // TensorFlow takes all of a GPU's memory otherwise, and a second worker finds none.
    TF_FORCE_GPU_ALLOW_GROWTH: env.TF_FORCE_GPU_ALLOW_GROWTH ?? "true",
    // CUDA counts the fastest GPU first, nvidia-smi by place; who names devices to us by a variable means CUDA's order.
    ...(own === undefined && order === undefined && { CUDA_DEVICE_ORDER: "PCI_BUS_ID" }),
  };
}
