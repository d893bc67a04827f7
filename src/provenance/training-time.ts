import { isGpuEngine } from "../engine/registry.js";
import type { Recorded } from "./provenance.js";
import { RUN_FILES, type RunFiles } from "./run-files.js";

/** How long a training took, or why its time says nothing about its loss. */
export type TrainingTime =
  | { readonly kind: "alone"; readonly minutes: number; readonly device: string }
  | {
      readonly kind: "unusable";
      /**
       * shared: others worked on the machine; resumed: only what ran beside the last attempt is known; damaged: its
       * provenance.json cannot be used.
       */
      readonly why: "shared" | "resumed" | "unrecorded" | "damaged";
    };

/** Processors that others may keep busy: what an idle machine's services take. */
const IDLE = 0.1;

/**
 * The time of the training in `dir`, null while it has no result that can be used.
 * @throws AmtlError (4) when a file cannot be read.
 */
export async function readTrainingTime(
  dir: string,
  files: RunFiles = RUN_FILES,
): Promise<TrainingTime | null> {
  if ((await files.training(dir)).state !== "value") return null;
  const found = await files.provenance(dir);
  switch (found.state) {
    case "absent":
      return { kind: "unusable", why: "unrecorded" };
    case "damaged":
      return { kind: "unusable", why: "damaged" };
    case "value":
      return timeOf(found.value);
  }
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
