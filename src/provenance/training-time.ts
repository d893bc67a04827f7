import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { isGpuEngine } from "../engine/registry.js";
import { badInput } from "../base/errors.js";
import type { TrainResult } from "../contract/spec.js";
import { diskError, errorCode } from "../store/disk-errors.js";
import { FILES } from "../store/paths.js";
import { readResult } from "../store/read-result.js";

/** How long a training took, or why its time says nothing about its loss. */
export type TrainingTime =
  | { readonly kind: "alone"; readonly minutes: number; readonly device: string }
  | {
      readonly kind: "unusable";
      /** shared: others worked on the machine; resumed: only the last attempt's neighbours are known. */
      readonly why: "shared" | "resumed" | "unrecorded";
    };

/** Processors that others may keep busy: what an idle machine's services take. */
const IDLE = 0.1;

/** What is read of provenance.json; older ones lack some of it. */
interface Recorded {
  readonly seconds?: number;
  readonly resumedAt?: number | null;
  readonly otherProcessors?: number | null;
  readonly engine?: { readonly id?: string; readonly library?: string; readonly threads?: number };
  readonly host?: { readonly processor?: string; readonly processors?: number };
}

/**
 * The time of the training in `dir`, null while it has no result.
 * @throws AmtlError (2) when its result or provenance is torn, (4) when it cannot be read.
 */
export async function readTrainingTime(dir: string): Promise<TrainingTime | null> {
  if ((await readResult<TrainResult>(dir)) === null) return null;
  const path = join(dir, FILES.provenance);
  let recorded: Recorded;
  try {
    recorded = JSON.parse(await readFile(path, "utf8")) as Recorded;
  } catch (error) {
    if (errorCode(error) === "ENOENT") return { kind: "unusable", why: "unrecorded" };
    if (!(error instanceof SyntaxError)) throw diskError(error, dir);
    throw badInput("A run's provenance cannot be read", {
      where: path,
      expected: "JSON",
      got: error.message,
      fix: "delete the file: its time is then unknown, its result stays",
      cause: error,
    });
  }
  return timeOf(recorded);
}

function timeOf({ seconds, resumedAt, otherProcessors, engine, host }: Recorded): TrainingTime {
  // Who else worked on a GPU is not recorded.
  const isKnown = typeof seconds === "number" && typeof otherProcessors === "number";
  if (!isKnown || isGpuEngine(engine?.id)) return { kind: "unusable", why: "unrecorded" };
  if (resumedAt !== null) return { kind: "unusable", why: "resumed" };
  if (otherProcessors > IDLE) return { kind: "unusable", why: "shared" };
  const parts = [
    `${host?.processors ?? "?"} × ${host?.processor ?? "unknown processor"}`,
    `${engine?.id ?? "unknown engine"}: ${engine?.library ?? "?"}`,
    `${engine?.threads ?? "?"} threads`,
  ];
  return { kind: "alone", minutes: seconds / 60, device: parts.join(", ") };
}
