import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Execution, Place, PlaceRequest } from "../../contract/executor.js";
import { cpuSlots } from "../queue/slots.js";
import { readSbatchOptions, type ArrayJob, type PlanJob } from "./sbatch-options.js";

/** Slots of which the cluster knows better; so many are reckoned with where `--jobs` says nothing. */
const USUAL_SLOTS = 8;

/**
 * What a cluster's runs are executed with: the engine must be installed where the command runs, as the folder is shared.
 * @throws AmtlError (2) for options that sbatch cannot have, (4) when the engine is not installed.
 */
export async function clusterPlace(request: PlaceRequest): Promise<Place> {
  optionsOf(request);
  const engine = await request.engine(false);
  const note = request.usesEngine && !engine.isGpu ? onProcessors(engine.id) : null;
  return { engine, slots: cpuSlots(request.jobs ?? USUAL_SLOTS), note };
}

/** Said before hours become days: the engine of this machine decides what is asked of the cluster. */
const onProcessors = (engine: string): string =>
  `Tasks compute on processors (engine ${engine}) and ask for no GPU; for GPUs: amtl-run engine install --cuda, then --engine cuda`;

const optionsOf = ({ site, options }: Pick<PlaceRequest, "site" | "options">) =>
  readSbatchOptions(site(), options.slurm ?? []);

/** What all arrays of a plan have in common. */
export const planJob = ({ planId, place, request }: Execution): PlanJob => ({
  planId,
  throttle: request.jobs,
  threads: request.threads,
  gpu: place.engine.isGpu,
  options: optionsOf(request),
  command: programOf("task"),
});

/** A job that tries what a plan's jobs need. */
export const probeJob = (
  threads: number,
  gpu: boolean,
  request: Pick<PlaceRequest, "site" | "options">,
): Pick<ArrayJob, "threads" | "gpu" | "options" | "command"> => ({
  threads,
  gpu,
  options: optionsOf(request),
  command: programOf("doctor/probe"),
});

/** A program of ours that the cluster runs, compiled or not. */
function programOf(name: "task" | "doctor/probe"): readonly string[] {
  const compiled = fileURLToPath(new URL(`./${name}.js`, import.meta.url));
  return existsSync(compiled)
    ? [process.execPath, compiled]
    : [process.execPath, "--import", "tsx", compiled.replace(/\.js$/, ".ts")];
}
