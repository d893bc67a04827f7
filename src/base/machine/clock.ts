import type { Clock } from "./contract.js";
import { machine } from "./machine.js";

/* The clock of the machine that the program runs on. */

export const elapsed: Clock["elapsed"] = () => machine().clock.elapsed();
export const pause: Clock["pause"] = (ms, stop) => machine().clock.pause(ms, stop);
export const after: Clock["after"] = (ms, act) => machine().clock.after(ms, act);
export const every: Clock["every"] = (ms, act, holds) => machine().clock.every(ms, act, holds);
