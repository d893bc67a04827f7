import { after } from "../../base/machine/clock.js";
import type { Cancel } from "../../base/machine/contract.js";
import type { Worker, ProcessExit } from "../../contract/worker.js";

/**
 * Seconds for a checkpoint between asking a worker to end and ending it: a step of a large model takes many.
 * AMTL_TEST_GRACE is for tests, which have no minutes to wait.
 */
export const GRACE_SECONDS = Number(process.env.AMTL_TEST_GRACE ?? 120);

/** The worker, ended with its process group when it is asked to end and does not within the seconds. */
export function withGrace(worker: Worker, seconds: number): Worker {
  let spare: Cancel | undefined;
  let [isKilled, hasEnded] = [false, false];
  const exit = worker.exit.then((how): ProcessExit => {
    hasEnded = true;
    spare?.();
    return isKilled ? { ...how, killedAfter: seconds } : how;
  });
  return {
    ...worker,
    exit,
    terminate: () => {
      // A timer set now would keep this process for nothing: nobody would take it back.
      if (hasEnded) return;
      worker.terminate();
      spare ??= after(seconds * 1000, () => {
        isKilled = true;
        worker.kill();
      });
    },
  };
}

/** What became of a worker that did not listen, in words. */
export const killedText = (seconds: number): string =>
  `it did not end within ${seconds} s of being asked, and was killed (SIGKILL)`;
