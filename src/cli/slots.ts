import { badInput, lacking } from "../base/errors.js";
import type { EngineWish } from "../engine/choose.js";
import { plannedEngine } from "../engine/start.js";
import type { EngineId } from "../contract/engine.js";
import { usableCores } from "../executors/machine/cores.js";
import { listGpus, type Gpu } from "../executors/machine/gpus.js";
import { cpuSlots, gpuSlots, type Slot } from "../executors/queue/slots.js";
import { readJobs } from "./jobs.js";
import type { ExecutionOptions } from "./options.js";

/** What runs are executed with on this machine. */
export interface Place {
  readonly engine: EngineId;
  readonly slots: readonly Slot[];
  /** What the user should know of it; null when there is nothing to say. */
  readonly note: string | null;
}

type PlaceOptions = Pick<ExecutionOptions, "jobs" | "gpus" | "engine">;

/**
 * Chooses the engine and the slots: one worker a GPU, or as many as the cores carry.
 *
 * @param threads of a worker; the profile fixes them, because results depend on them.
 * @param own whether the built-in trainer runs at all: a program of the user's needs no engine.
 * @throws AmtlError (2) for impossible options, (4) when there is no such GPU or its engine is not installed.
 */
export async function choosePlace(
  options: PlaceOptions,
  threads: number,
  own: boolean,
): Promise<Place> {
  const jobs = options.jobs === undefined ? undefined : readJobs(options.jobs);
  const asked = options.gpus === undefined ? null : await namedGpus(options.gpus);
  const { id: engine } = await plannedEngine(
    asked !== null && own ? cudaWish(options.engine) : options.engine,
  );
  // An engine for GPUs that was asked for by itself takes all that there are.
  const gpus = asked ?? (engine === "cuda" && own ? visibleGpus(await listGpus()) : []);
  if (gpus.length > 0) return { engine, slots: gpuSlots(gpus, jobs), note: null };
  const cores = await usableCores();
  const slots = cpuSlots(jobs ?? Math.max(1, Math.floor(cores / threads)));
  return { engine, slots, note: crowded(slots.length, threads, cores) };
}

function cudaWish(engine: string | undefined): EngineWish {
  if (engine === undefined || engine === "cuda") return { id: "cuda", from: "--gpus" };
  throw badInput(`The engine ${engine} does not compute on these GPUs`, {
    where: "--engine and --gpus",
    expected: "--engine cuda, or one of the two",
    got: `--engine ${engine}`,
  });
}

/** Of all GPUs those that CUDA_VISIBLE_DEVICES leaves, as a queue or a user sets it. */
function visibleGpus(all: readonly Gpu[], env: NodeJS.ProcessEnv = process.env): string[] {
  const { CUDA_VISIBLE_DEVICES: visible } = env;
  if (visible === undefined) return all.map(({ index }) => index);
  return visible.split(",").filter((name) => /^(\d+|(GPU|MIG)-.+)$/.test(name.trim()));
}

/** @throws AmtlError (2) for what is no list of GPUs, (4) when one is not there. */
async function namedGpus(wish: string): Promise<readonly string[]> {
  const names = wish === "auto" ? [] : wish.split(",").map((name) => name.trim());
  const isList = names.every((name) => /^(\d+|(GPU|MIG)-[\w/-]+)$/.test(name));
  if (!isList || new Set(names).size !== names.length) {
    throw badInput("Impossible GPUs", {
      where: "--gpus",
      expected: "auto, or different numbers or UUIDs as nvidia-smi -L lists them, such as 0,1",
      got: wish,
    });
  }
  const all = await listGpus();
  const found = wish === "auto" ? visibleGpus(all) : names;
  const missing = names.find(
    (name) => !name.startsWith("MIG") && !all.some((gpu) => [gpu.index, gpu.uuid].includes(name)),
  );
  if (all.length > 0 && found.length > 0 && missing === undefined) return found;
  const there = all.map(({ index }) => index).join(", ");
  throw lacking(missing === undefined ? "No NVIDIA GPU was found" : `There is no GPU ${missing}`, {
    where: `--gpus ${wish}`,
    expected: "what nvidia-smi -L lists, or /dev/nvidia0, …",
    got: there === "" ? "no GPU" : `GPU ${there}`,
    fix: "without --gpus the runs use the CPU",
  });
}

/** Said where more threads compute than there are cores: all of them get slower. */
const crowded = (jobs: number, threads: number, cores: number): string | null =>
  jobs * threads <= cores
    ? null
    : `${jobs} × ${threads} threads share ${cores} ${cores === 1 ? "core" : "cores"}: the runs slow each other down`;
