import { predictedByOthers } from "../../experiment/cost/predict.js";
import type { RunFiles } from "../../provenance/run-files.js";
import { timesFor } from "./times.js";
import type { Predicted } from "../../report/document/document.js";

/**
 * What `plan --cost` would have said of each run that was timed, had it alone not been made yet.
 * @param root folder of runs.
 * @returns by the run's id.
 */
export async function predictedTimes(
  root: string,
  files: RunFiles,
): Promise<ReadonlyMap<string, Predicted>> {
  const times = await timesFor(root, files);
  const costs = predictedByOthers(times);
  return new Map(
    times.map(({ trainId }, at) => {
      const { seconds, basis } = costs[at];
      return [trainId, { minutes: minutesOf(seconds), basis }];
    }),
  );
}

/** Four digits, so that a run of seconds has a time, too. */
export const minutesOf = (seconds: number): number => Number((seconds / 60).toPrecision(4));
