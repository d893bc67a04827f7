import { buildFor, distributionFor, type Distribution } from "../engine/install/distributions.js";
import type { InstallEvent } from "../engine/install/events.js";
import { installEngine as install } from "../engine/install/install.js";
import { enginePlaces } from "../engine/install/places.js";
import type { EngineReport } from "../engine/describe.js";

export type { InstallEvent } from "../engine/install/events.js";
export type { EngineReport } from "../engine/describe.js";

/**
 * Which engine would run here and why; loads none, but reads every byte of an installed library (1 to 2 s).
 * @param engine id of the engine asked for. Default: AMTL_ENGINE, else what is installed.
 * @throws AmtlError (2) for an unknown engine, (4) for one that is not installed or damaged.
 */
export async function describeEngine(engine?: string): Promise<EngineReport> {
  const { describeEngine: describe } = await import("../engine/describe.js");
  return describe(engine, () => undefined);
}

export interface InstallRequest {
  /** Whether to bring the library for NVIDIA GPUs instead of the one for processors. */
  readonly gpu: boolean;
  /** Whether to read every byte of what is there, and mend it. */
  readonly verify: boolean;
}

export interface Installed {
  readonly installed: Distribution["id"];
  /** Where the libraries are. */
  readonly folder: string;
}

/**
 * Installs the native engine; does nothing where all is there.
 * @param signal ends it; nothing half-finished is left.
 * @throws AmtlError (4) when the environment lacks something (network, disk, pip, compiler, Node headers).
 */
export async function installEngine(
  { gpu, verify }: InstallRequest,
  signal: AbortSignal,
  report: (event: InstallEvent) => void = () => undefined,
): Promise<Installed> {
  const distribution = distributionFor(buildFor(gpu));
  const folder = await install(distribution, enginePlaces(), {
    check: verify ? "every-byte" : "quick",
    report,
    signal,
  });
  return { installed: distribution.id, folder };
}
