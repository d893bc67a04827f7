import { setTimeout as delay } from "node:timers/promises";

/** A run that has been let in, with what it is expected to take. */
export interface Guest {
  readonly bytes: number;
  /** Its worker, once there is one. */
  pid: number | null;
}

/** Why a run does not fit now. Bytes. */
export interface Shortage {
  readonly needs: number;
  readonly left: number;
}

export interface Gate {
  /**
   * Resolves when the run may start. Nobody overtakes: a large run would wait for ever otherwise.
   * @param wait told once when it has to wait.
   * @param tight told when it starts though it does not fit, since nothing else is there that could end.
   */
  readonly enter: (
    bytes: number,
    wait: (shortage: Shortage) => void,
    tight: (shortage: Shortage) => void,
    stop: AbortSignal,
  ) => Promise<Guest>;
  readonly leave: (guest: Guest) => void;
}

/** Others come and go without telling, so what is free is looked at again. */
const AGAIN_MS = 5000;

/**
 * Lets runs in as long as they fit. A run that is too large for the place starts all the same when it is alone: what it
 * needs is an estimate, and one that is wrong must not keep a lab from its result overnight; when it is right, the run
 * ends as out of memory, with its checkpoint.
 *
 * @param left bytes for one more run beside these guests; null where nobody knows, and everything fits.
 */
export function newGate(
  left: (guests: ReadonlySet<Guest>) => Promise<number | null>,
  againMs = AGAIN_MS,
): Gate {
  const guests = new Set<Guest>();
  let line: Promise<unknown> = Promise.resolve();
  let change = new AbortController();
  const admit = (bytes: number): Guest => {
    const guest: Guest = { bytes, pid: null };
    guests.add(guest);
    return guest;
  };
  const enter: Gate["enter"] = async (bytes, wait, tight, stop) => {
    for (let told = false; ; told = true) {
      // Before the look, so that nobody leaves unseen.
      const changed = change.signal;
      const room = bytes === 0 || stop.aborted ? null : await left(guests);
      if (room === null || bytes <= room) return admit(bytes);
      const shortage = { needs: bytes, left: Math.max(0, room) };
      if (guests.size === 0) {
        tight(shortage);
        return admit(bytes);
      }
      if (!told) wait(shortage);
      const signal = AbortSignal.any([changed, stop]);
      await delay(againMs, undefined, { signal }).catch(() => undefined);
    }
  };
  return {
    enter: (...call) => {
      const entered = line.then(() => enter(...call));
      line = entered.catch(() => undefined);
      return entered;
    },
    leave: (guest) => {
      guests.delete(guest);
      change.abort();
      change = new AbortController();
    },
  };
}
