import { existsSync } from "node:fs";
import type * as TfCore from "@tensorflow/tfjs-core";
import { chooseEngine, engineWish, type EngineChoice, type EngineWish } from "./choose.js";
import { prepareEnvironment } from "./environment.js";
import { inspectNative } from "./install/inspect.js";
import { enginePlaces } from "./install/places.js";
import { wantedKernels } from "./kernels.js";
import type { EngineId } from "../contract/engine.js";

export interface StartedEngine {
  readonly tf: typeof TfCore;
  readonly id: EngineId;
  /** What executes, with its version: "TensorFlow 2.21.0 (CPU)". */
  readonly library: string;
  /** Why this engine was chosen. */
  readonly why: string;
}

/** Which engine would run here, and why; loads nothing. Throws as {@link chooseEngine} and {@link wantedKernels} do. */
export async function plannedEngine(given?: string | EngineWish): Promise<EngineChoice> {
  wantedKernels();
  const gpu = existsSync("/dev/nvidiactl");
  const wish = typeof given === "object" ? given : engineWish(given);
  return chooseEngine(wish, await inspectNative(enginePlaces()), gpu);
}

/**
 * Loads TensorFlow and makes it the backend of tfjs-core in this process.
 * Number of threads and log level are read by the library when it loads: call this once, before anything
 * else imports a tfjs backend.
 *
 * @param given the engine asked for; without it `AMTL_ENGINE`, else what is installed, decides
 * @throws AmtlError (2) for an unknown engine, (4) when it is not installed, damaged, or does not load here
 */
export async function startEngine(
  given?: string,
  options: { readonly threads?: number } = {},
): Promise<StartedEngine> {
  const { id, why } = await plannedEngine(given);
  prepareEnvironment(id, options.threads);
  const library =
    id === "wasm"
      ? await (await import("./wasm/start.js")).startWasm()
      : await (await import("./native.js")).startNative(id);
  const tf = await import("@tensorflow/tfjs-core");
  return { tf, id, library, why };
}
