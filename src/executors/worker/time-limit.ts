import { after } from "../../base/machine/clock.js";
import { withGrace } from "./grace.js";
import type { Launch, ProcessExit } from "../../contract/worker.js";

/** The longest that a timer of Node's can wait: 24 days. */
const LONGEST_MS = 2 ** 31 - 1;

/**
 * Workers that are asked to write a checkpoint and end after a while, and are ended when they do not.
 * @param seconds for one attempt; from a checkpoint, the next one has as many again.
 * @param graceSeconds between asking and ending.
 */
export const withTimeLimit =
  (launch: Launch, seconds: number, graceSeconds: number): Launch =>
  async (attempt, env) => {
    const worker = withGrace(await launch(attempt, env), graceSeconds);
    let isOver = false;
    const dropLimit = after(Math.min(seconds * 1000, LONGEST_MS), () => {
      isOver = true;
      worker.terminate();
    });
    const exit = worker.exit.then((how): ProcessExit => {
      dropLimit();
      return isOver ? { ...how, because: { kind: "time-limit", seconds } } : how;
    });
    return { ...worker, exit };
  };
