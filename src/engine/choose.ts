import type { EngineId, Machine } from "../contract/compute/engine.js";
import { engineOf, ENGINES, type EngineWish } from "./registry.js";

export interface EngineChoice {
  readonly id: EngineId;
  /** One clause for the log: why this engine and no other. */
  readonly why: string;
}

/** The wish that counts: the one given in code or on the command line, else that of the environment. */
export function engineWish(
  given: string | undefined,
  environment: string | undefined = process.env.AMTL_ENGINE,
): EngineWish | undefined {
  if (given !== undefined) return { id: given, from: "--engine" };
  return environment === undefined || environment === ""
    ? undefined
    : { id: environment, from: "AMTL_ENGINE" };
}

/**
 * Which engine runs: the one asked for, else the first that is ready.
 *
 * @throws AmtlError (2) for a name that is no engine; (4) when the engine asked for is not installed, or
 *   when an installed library was damaged: falling back silently would be ten times slower.
 */
export function chooseEngine(wish: EngineWish | undefined, machine: Machine): EngineChoice {
  if (wish !== undefined) {
    const engine = engineOf(wish);
    const asked = `${wish.from} asks for it`;
    const found = engine.availability(machine);
    if (found.kind === "broken") throw found.error;
    if (found.kind === "absent") throw found.error(asked);
    return { id: engine.id, why: asked };
  }
  const passed: string[] = [];
  for (const engine of ENGINES) {
    const found = engine.availability(machine);
    if (found.kind === "broken") throw found.error;
    if (found.kind === "ready") {
      return { id: engine.id, why: [...passed, found.why].filter((why) => why !== "").join("; ") };
    }
    if (found.kind === "absent") passed.push(found.why);
  }
  throw new Error("Expected an engine that runs everywhere, found none");
}
