import type { Schedule } from "../../contract/schedule.js";

/** How a run is cut into steps (data-pipeline section 6). */
export interface StepCounts {
  readonly epochs: number;
  /** Batches of an epoch, n. */
  readonly batches: number;
  /** Updates that the schedule counts on, T = floor(n · epochs / accumulate). */
  readonly total: number;
  /** W = floor(warmup · T). */
  readonly warmup: number;
}

/** @param documents of the training set. */
export function countSteps(
  { epochs, batch, accumulate, warmup, dropLast }: Schedule,
  documents: number,
): StepCounts {
  const batches = dropLast ? Math.floor(documents / batch) : Math.ceil(documents / batch);
  const total = Math.floor((batches * epochs) / accumulate);
  return { epochs, batches, total, warmup: Math.floor(warmup * total) };
}

/**
 * What every rate is multiplied by after `done` updates: linear warm-up, then linear decay to zero
 * (transformers `get_linear_schedule_with_warmup`). With warm-up the very first update has rate 0.
 */
export function rateFactor(
  { total, warmup }: Pick<StepCounts, "total" | "warmup">,
  done: number,
): number {
  if (done < warmup) return done / Math.max(1, warmup);
  return Math.max(0, (total - done) / Math.max(1, total - warmup));
}

/** Whether an update follows the batch: counted from 0 in every epoch, so that batch 0 always updates. */
export const updatesAfter = (batch: number, accumulate: number): boolean =>
  batch % accumulate === 0;

/** Index of the batch after which an epoch evaluates; a single batch is both first and last. */
export const evaluatesAfter = (evaluate: Schedule["evaluate"], batches: number): number =>
  evaluate === "before-last-batch" ? Math.max(0, batches - 2) : batches - 1;
