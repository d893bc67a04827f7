import type { Patience } from "../../../src/corpus/download/request.js";

/** For servers of a test, which answer at once or never. */
export const IMPATIENT: Patience = {
  answer: 1000,
  silence: 300,
  pace: { bytes: 1, within: 60_000 },
  attempts: 3,
  pause: 1,
  mostPause: 1000,
};
