import type { TrainSpec } from "../../contract/train-spec.js";
import { BACKBONES, type Backbones } from "../../methods/backbones/registry.js";
import { ENCODERS } from "../../methods/encoders/registry.js";

/** What a training is expected to take at its peak before one like it was. */
export interface AssumedMemory {
  readonly bytes: number;
  /** Whether a step of this backbone and encoder was measured at the encoder's size. */
  readonly measured: boolean;
}

/** Pieces of the batch that was measured. */
const PIECES = 4 * 1024;

/**
 * What a training takes of memory: from the steps that were measured of its backbone and encoder, by the pieces of its
 * largest batch; else what the encoder's file assumes. Null where nothing tells.
 */
export function assumedMemory(
  { backbone, encoder, schedule }: Pick<TrainSpec, "backbone" | "encoder" | "schedule">,
  recompute: boolean,
  backbones: Backbones = BACKBONES,
): AssumedMemory | null {
  const measured = backbones.get(backbone)?.memory?.[encoder];
  const most = (recompute ? measured?.recomputed : measured?.most) ?? null;
  if (measured !== undefined && most !== null) {
    const pieces = schedule.batch * Math.min(schedule.maxLength, 1024);
    return {
      bytes: measured.least + ((most - measured.least) * pieces) / PIECES,
      measured: true,
    };
  }
  const bytes = ENCODERS.get(encoder)?.memory ?? null;
  return bytes === null ? null : { bytes, measured: false };
}
