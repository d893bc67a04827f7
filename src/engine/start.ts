import { existsSync } from "node:fs";
import type * as TfCore from "@tensorflow/tfjs-core";
import type { EngineId, LoadedEngine } from "../contract/compute/engine.js";
import { chooseEngine, engineWish, type EngineChoice } from "./choose.js";
import { type EngineEnvironment, prepareEnvironment } from "./environment.js";
import { inspectNative } from "./install/inspect.js";
import { enginePlaces } from "./install/places.js";
import { engineOf, type EngineWish } from "./registry.js";
import { wantedKernels } from "./tensorflow/wanted-kernels.js";

export interface StartedEngine extends Omit<LoadedEngine, "kernels"> {
  readonly tf: typeof TfCore;
  readonly id: EngineId;
  /** Why this engine was chosen. */
  readonly why: string;
  readonly environment: EngineEnvironment;
}

/** Which engine would run here, and why; loads nothing. Throws as {@link chooseEngine} and {@link wantedKernels} do. */
export async function plannedEngine(given?: string | EngineWish): Promise<EngineChoice> {
  wantedKernels();
  const gpu = existsSync("/dev/nvidiactl");
  const wish = typeof given === "object" ? given : engineWish(given);
  return chooseEngine(wish, { native: await inspectNative(enginePlaces()), gpu });
}

/**
 * Loads an engine, makes it the backend of tfjs-core in this process, and its kernels those that compute.
 * Number of threads and log level are read by the library when it loads: call this before anything else imports a tfjs
 * backend.
 *
 * @param given the engine asked for; without it `AMTL_ENGINE`, else what is installed, decides
 * @throws AmtlError (2) for an unknown engine, (4) when it is not installed, damaged, or does not load here
 */
export async function startEngine(
  given?: string,
  options: { readonly threads?: number } = {},
): Promise<StartedEngine> {
  const { id, why } = await plannedEngine(given);
  const engine = engineOf({ id, from: "--engine" });
  const environment = prepareEnvironment(engine, options.threads);
  const { library, kernels, ownOperations } = await engine.load();
  const { useKernels } = await import("../nn/ops/table.js");
  const { PORTABLE } = await import("../nn/portable/index.js");
  useKernels({ ...PORTABLE, ...kernels });
  const tf = await import("@tensorflow/tfjs-core");
  return { tf, id, library, ownOperations, why, environment };
}
