import { assumedMemory } from "../../experiment/cost/memory.js";
import { BACKBONES, type Backbones } from "../../methods/backbones/registry.js";
import type { PlannedRun } from "../../experiment/plan/plan.js";

/** Runs of a backbone and an encoder that cannot fit in this machine's memory. */
export interface MemoryWarning {
  readonly kind: "memory";
  readonly backbone: string;
  readonly encoder: string;
  readonly runs: number;
  /** Bytes that a training takes at its peak. */
  readonly needs: number;
  /** Whether a step of its backbone and encoder was measured, or its encoder's file assumes it. */
  readonly measured: boolean;
  /** Bytes that this machine has. */
  readonly has: number;
  /** For people, one line. */
  readonly text: string;
}

const gb = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`;

/**
 * Which trainings cannot fit on processors of this machine, a line for each backbone and encoder. Programs of the user's
 * are left out: nobody knows what they take.
 *
 * @param runs that are still to be trained.
 * @param has bytes of the machine; null: nobody knows, and everything fits.
 * @param recompute whether encoder layers are computed again instead of kept.
 */
export function memoryWarnings(
  runs: readonly Pick<PlannedRun, "spec">[],
  has: number | null,
  recompute: boolean,
  backbones: Backbones = BACKBONES,
): readonly MemoryWarning[] {
  const found = new Map<string, MemoryWarning>();
  for (const { spec } of runs) {
    const need = spec.worker === undefined ? assumedMemory(spec, recompute, backbones) : null;
    if (has === null || need === null || need.bytes <= has) continue;
    const { backbone, encoder } = spec;
    const key = JSON.stringify([backbone, encoder, need.bytes]);
    const count = (found.get(key)?.runs ?? 0) + 1;
    const less = recompute ? null : assumedMemory(spec, true, backbones);
    const helps = less !== null && less.measured && less.bytes <= has;
    const text =
      `${count === 1 ? "A run" : `${count} runs`} of ${backbone} with ${encoder}: about ${gb(need.bytes)} of memory ` +
      `(${need.measured ? "measured" : "assumed"}), and this machine has ${gb(has)}, so that it cannot fit on processors here; ` +
      (helps
        ? `with --recompute it takes ${gb(less.bytes)}, for the same results in more time`
        : "--set batch=… (another run) takes less");
    found.set(key, {
      kind: "memory",
      ...{ backbone, encoder, runs: count, needs: need.bytes, measured: need.measured, has, text },
    });
  }
  return [...found.values()];
}
