import type { Schedule } from "../../contract/schedule.js";
import type { Progress } from "../state.js";

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

/** What every rate is multiplied by at the update that follows the batch at which a run stands. */
export const factorAt = (
  { course }: Pick<Schedule, "course">,
  counts: StepCounts,
  { epoch, batch, updates }: Pick<Progress, "epoch" | "batch" | "updates">,
): number =>
  course === "cosine-by-epoch"
    ? cosineFactor(counts.epochs, batch === 0 ? epoch : epoch + 1)
    : rateFactor(counts, updates);

/**
 * A cosine by epochs (torch `CosineAnnealingLR` stepped with the epoch's number after each update): 0 in epoch
 * floor(epochs / 4) + 1, then up again.
 */
const cosineFactor = (epochs: number, epoch: number): number =>
  (1 + Math.cos((Math.PI * epoch) / (Math.floor(epochs / 4) + 1))) / 2;

/**
 * What every rate is multiplied by after `done` updates: linear warm-up, then linear decay to zero
 * (transformers `get_linear_schedule_with_warmup`). With warm-up the very first update has rate 0, and updates beyond the
 * planned ones have it too.
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

/** Whether an epoch (from 0) evaluates: every so many, and the last. */
export const evaluatesIn = (
  { epochs, evaluateEpochs: every = 1 }: Pick<Schedule, "epochs" | "evaluateEpochs">,
  epoch: number,
): boolean => (epoch + 1) % every === 0 || epoch + 1 === epochs;

/** Index of the batch after which an epoch evaluates; a single batch is both first and last. */
export const evaluatesAfter = (evaluate: Schedule["evaluate"], batches: number): number =>
  evaluate === "before-last-batch" ? Math.max(0, batches - 2) : batches - 1;
