import type { Machine } from "../../../src/base/machine/contract.js";
import { machine, replaceMachine } from "../../../src/base/machine/machine.js";

/** Acts on a machine that differs from this one, and puts this one back whatever comes. */
export async function onOtherMachine(
  change: (before: Machine) => Machine,
  act: () => Promise<void>,
): Promise<void> {
  const before = machine();
  replaceMachine(change(before));
  try {
    await act();
  } finally {
    replaceMachine(before);
  }
}

/** The same with a clock whose pauses are the test's. */
export const whilePausing = (
  pause: (ms: number) => Promise<void>,
  act: () => Promise<void>,
): Promise<void> =>
  onOtherMachine((before) => ({ ...before, clock: { ...before.clock, pause } }), act);
