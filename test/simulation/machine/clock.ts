import type { Cancel, Clock } from "../../../src/base/machine/contract.js";
import type { Kernel, Process } from "./kernel.js";

/** A process's clock. Its rate is not quite the world's, and its zero is anywhere. */
export function clockOf(kernel: Kernel, process: Process): Clock {
  const rate = 1 + (kernel.random.next() - 0.5) / 50;
  const zero = kernel.now() - kernel.random.below(1e6);
  const after = (ms: number, act: () => void, holds: boolean): Cancel => {
    if (holds) process.held++;
    let isPending = true;
    const settle = (): void => {
      if (isPending && holds) process.held--;
      isPending = false;
    };
    const cancel = kernel.at(kernel.now() + Math.max(1, ms / rate), process, () => {
      settle();
      act();
    });
    return () => {
      settle();
      cancel();
    };
  };
  return {
    elapsed: () => (kernel.now() - zero) * rate,
    after: (ms, act) => after(ms, act, true),
    pause: (ms, stop) =>
      new Promise((resolve) => {
        if (stop?.aborted === true) {
          resolve();
          return;
        }
        const onStop = (): void => {
          cancel();
          resolve();
        };
        const cancel = after(
          ms,
          () => {
            stop?.removeEventListener("abort", onStop);
            resolve();
          },
          true,
        );
        stop?.addEventListener("abort", onStop, { once: true });
      }),
    every: (ms, act, holds) => {
      let cancel: Cancel = () => undefined;
      const again = (): void => {
        cancel = after(
          ms,
          () => {
            again();
            act();
          },
          holds,
        );
      };
      again();
      return () => {
        cancel();
      };
    },
  };
}
