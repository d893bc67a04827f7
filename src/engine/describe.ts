import { cpus } from "node:os";
import { dirname } from "node:path";
import { buildFor, distributionFor } from "./install/distributions.js";
import type { Report } from "./install/events.js";
import { inspectNative } from "./install/inspect.js";
import { enginePlaces } from "./install/places.js";
import { verifyInstallation } from "./install/verify.js";
import { engineOf } from "./registry.js";
import { plannedEngine } from "./start.js";
import type { EngineId } from "../contract/compute/engine.js";

/** What would run on this machine, for people and for programs. */
export interface EngineReport {
  readonly engine: EngineId;
  readonly why: string;
  /** The native library, whichever engine was chosen; null when there is none. */
  readonly library: {
    readonly build: "cpu" | "cuda" | "other";
    readonly version: string | null;
    readonly path: string;
    /** "unpinned": not installed by amtl-run, so there is nothing to compare it with. */
    readonly sha256: "verified" | "damaged" | "unpinned";
    readonly damage: string | null;
  } | null;
  /** Threads that an engine uses where a profile does not fix them. */
  readonly threads: number;
  readonly cpu: string;
  readonly platform: string;
}

/**
 * Finds out which engine would run, without loading it, and reads every byte of its library (1 to 2 s).
 * @throws AmtlError as {@link plannedEngine} does
 */
export async function describeEngine(
  given: string | undefined,
  report: Report,
): Promise<EngineReport> {
  const { id, why } = await plannedEngine(given);
  return {
    engine: id,
    why,
    library: await describeLibrary(report),
    threads: engineOf({ id, from: "--engine" }).threads(),
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    platform: `${process.platform} ${process.arch}, Node ${process.versions.node}`,
  };
}

async function describeLibrary(report: Report): Promise<EngineReport["library"]> {
  const state = await inspectNative(enginePlaces());
  if (state.kind !== "ready") return null;
  const { library, version, path } = state;
  if (library === "other") {
    return { build: library, version, path, sha256: "unpinned", damage: null };
  }
  const build = buildFor(library === "gpu");
  const installation = dirname(dirname(path));
  const checked = await verifyInstallation(installation, distributionFor(build), report);
  return checked.kind === "verified"
    ? { build, version, path, sha256: "verified", damage: null }
    : { build, version, path, sha256: "damaged", damage: damageOf(checked) };
}

const damageOf = (checked: { readonly kind: string; readonly reason?: string }): string =>
  checked.reason ?? checked.kind;
