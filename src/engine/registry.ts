import { badInput } from "../base/errors.js";
import { nearest } from "../base/text/nearest.js";
import type { Engine, EngineId } from "../contract/compute/engine.js";
import * as listed from "./engines.js";

/** All engines, in the order in which they are tried. */
export const ENGINES: readonly Engine[] = Object.values(listed).sort((a, b) => a.rank - b.rank);

/** Their names, in the same order. */
export const ENGINE_IDS: readonly EngineId[] = ENGINES.map(({ id }) => id);

/** Whether runs with this engine compute on a GPU; false for one that is no longer there. */
export const isGpuEngine = (id: EngineId | undefined): boolean =>
  ENGINES.some((engine) => engine.id === id && engine.isGpu);

/** The engine that is meant where only GPUs are named. */
export const GPU_ENGINE: Engine = ENGINES.find(({ isGpu }) => isGpu)!;

/** Who asked for an engine by name. */
export interface EngineWish {
  readonly id: string;
  readonly from: "--engine" | "AMTL_ENGINE" | "--gpus";
}

/** @throws AmtlError (2) for a name that is no engine */
export function engineOf({ id, from }: EngineWish): Engine {
  const known = ENGINES.find((candidate) => candidate.id === id);
  if (known !== undefined) return known;
  const near = nearest(id, ENGINE_IDS);
  throw badInput(`Unknown engine "${id}"`, {
    where: from,
    expected: ENGINE_IDS.join(", "),
    ...(near !== undefined && {
      fix: `${from === "AMTL_ENGINE" ? `${from}=` : `${from} `}${near}`,
    }),
  });
}
