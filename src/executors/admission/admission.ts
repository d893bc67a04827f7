import { setTimeout as delay } from "node:timers/promises";

/** A run that was admitted, with what it is expected to take. */
export interface Admitted {
  readonly bytes: number;
  /** Its worker, once there is one. */
  pid: number | null;
}

/** Why a run does not fit now. Bytes. */
export interface Shortage {
  readonly needs: number;
  readonly left: number;
}

export interface Admission {
  /**
   * Resolves when the run may start. In the order of the calls: otherwise a large run would never find enough free.
   * @param wait called once when it has to wait.
   * @param tight called when it starts though it does not fit, since no other run could end.
   */
  readonly admit: (
    bytes: number,
    wait: (shortage: Shortage) => void,
    tight: (shortage: Shortage) => void,
    stop: AbortSignal,
  ) => Promise<Admitted>;
  readonly release: (run: Admitted) => void;
}

/** Others come and go without telling, so what is free is looked at again. */
const AGAIN_MS = 5000;

/**
 * Admits runs as long as they fit. A run that is too large for the place starts all the same when it is alone: what it
 * needs is an estimate, and one that is wrong must not keep a lab from its result overnight; when it is right, the run
 * ends as out of memory, with its checkpoint.
 *
 * @param left bytes for one more run beside those admitted; null where nobody knows, and everything fits.
 */
export function newAdmission(
  left: (admitted: ReadonlySet<Admitted>) => Promise<number | null>,
  againMs = AGAIN_MS,
): Admission {
  const admitted = new Set<Admitted>();
  let line: Promise<unknown> = Promise.resolve();
  let change = new AbortController();
  const take = (bytes: number): Admitted => {
    const run: Admitted = { bytes, pid: null };
    admitted.add(run);
    return run;
  };
  const admitNext: Admission["admit"] = async (bytes, wait, tight, stop) => {
    for (let isReported = false; ; isReported = true) {
      // Taken before the measurement, so that no release is missed.
      const changed = change.signal;
      const room = bytes === 0 || stop.aborted ? null : await left(admitted);
      if (room === null || bytes <= room) return take(bytes);
      const shortage = { needs: bytes, left: Math.max(0, room) };
      if (admitted.size === 0) {
        tight(shortage);
        return take(bytes);
      }
      if (!isReported) wait(shortage);
      const signal = AbortSignal.any([changed, stop]);
      await delay(againMs, undefined, { signal }).catch(() => undefined);
    }
  };
  return {
    admit: (...call) => {
      const admission = line.then(() => admitNext(...call));
      line = admission.catch(() => undefined);
      return admission;
    },
    release: (run) => {
      admitted.delete(run);
      change.abort();
      change = new AbortController();
    },
  };
}
