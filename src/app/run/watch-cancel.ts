import { every } from "../../base/machine/clock.js";
import type { Registration } from "../../store/plans/parents.js";

/** Milliseconds between two checks whether the plan was cancelled. */
const CANCEL_MS = 2000;

/** A look-out for `amtl-run cancel`. */
export interface CancelWatch {
  /** Aborted once somebody cancelled the plan. */
  readonly signal: AbortSignal;
  readonly end: () => void;
}

/** @param onCancel called once, before the signal comes. */
export function watchCancel(
  { isCancelled }: Pick<Registration, "isCancelled">,
  onCancel: () => void = () => undefined,
): CancelWatch {
  const cancelled = new AbortController();
  const look = async (): Promise<void> => {
    if (!(await isCancelled()) || cancelled.signal.aborted) return;
    onCancel();
    cancelled.abort();
  };
  return { signal: cancelled.signal, end: every(CANCEL_MS, () => void look(), true) };
}
