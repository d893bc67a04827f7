import { badInput, lacking } from "../../base/errors.js";
import type { Place, PlaceRequest } from "../../contract/executor.js";
import { usableCores } from "../machine/cores.js";
import { listGpus, type Gpu } from "../machine/gpus.js";
import { cpuSlots, gpuSlots } from "../queue/slots.js";

/**
 * Chooses the engine and the slots: one worker a GPU, or as many as the cores carry.
 * @throws AmtlError (2) for GPUs that no list names, (4) when a GPU is absent or its engine is not installed.
 */
export async function choosePlace(request: PlaceRequest): Promise<Place> {
  const { jobs, threads, usesEngine } = request;
  const asked = request.gpus === null ? null : await namedGpus(request.gpus);
  const engine = await request.engine(asked !== null && usesEngine);
  // An engine for GPUs that was asked for by itself takes all that there are.
  const gpus = asked ?? (engine.isGpu && usesEngine ? visibleGpus(await listGpus()) : []);
  if (gpus.length > 0) return { engine, slots: gpuSlots(gpus, jobs ?? gpus.length), note: null };
  const cores = await usableCores();
  const slots = cpuSlots(jobs ?? Math.max(1, Math.floor(cores / threads)));
  return { engine, slots, note: crowded(slots.length, threads, cores) };
}

/** The GPUs that CUDA_VISIBLE_DEVICES leaves, as a queue or a user sets it. */
function visibleGpus(all: readonly Gpu[], env: NodeJS.ProcessEnv = process.env): string[] {
  const { CUDA_VISIBLE_DEVICES: visible } = env;
  if (visible === undefined) return all.map(({ index }) => index);
  return visible.split(",").filter((name) => /^(\d+|(GPU|MIG)-.+)$/.test(name.trim()));
}

/** @throws AmtlError (2) for an invalid list of GPUs, (4) when a GPU is not there. */
async function namedGpus(request: "auto" | readonly string[]): Promise<readonly string[]> {
  const names = request === "auto" ? [] : request;
  const isList = names.every((name) => /^(\d+|(GPU|MIG)-[\w/-]+)$/.test(name));
  if (!isList || new Set(names).size !== names.length) {
    throw badInput("Invalid --gpus", {
      where: "--gpus",
      expected: "auto, or different numbers or UUIDs as nvidia-smi -L lists them, such as 0,1",
      got: names.join(","),
    });
  }
  const all = await listGpus();
  const found = request === "auto" ? visibleGpus(all) : names;
  const missing = names.find(
    (name) => !name.startsWith("MIG") && !all.some((gpu) => [gpu.index, gpu.uuid].includes(name)),
  );
  if (all.length > 0 && found.length > 0 && missing === undefined) return found;
  const there = all.map(({ index }) => index).join(", ");
  throw lacking(
    missing === undefined ? "No NVIDIA GPU was found" : `GPU ${missing} was not found`,
    {
      where: `--gpus ${request === "auto" ? "auto" : request.join(",")}`,
      expected: "what nvidia-smi -L lists, or /dev/nvidia0, …",
      got: there === "" ? "no GPU" : `GPU ${there}`,
      fix: "without --gpus the runs use the CPU",
    },
  );
}

/** Said where more threads compute than there are cores: all of them get slower. */
const crowded = (jobs: number, threads: number, cores: number): string | null =>
  jobs * threads <= cores
    ? null
    : `${jobs} × ${threads} threads share ${cores} ${cores === 1 ? "core" : "cores"}: the runs slow each other down`;
