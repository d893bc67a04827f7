import { hostWorker } from "../programs/host.js";
import { checkClaim } from "../store/claims/claim.js";
import type { Job } from "../contract/job.js";
import type { Voice } from "./messages.js";
import { newWitness } from "../provenance/recorder.js";

/**
 * Does a job whose model is a program's of the user's; nothing here loads TensorFlow.
 * @returns whether the program ran.
 */
export async function workForeign(
  job: Job,
  start: NonNullable<Job["worker"]>,
  attempt: string,
  voice: Voice,
  check: () => void,
): Promise<boolean> {
  const witness = await newWitness(job, attempt, {
    id: "worker",
    library: start.argv.join(" "),
    threads: job.threads,
    ownOperations: null,
  });
  const watch = witness.begin();
  return await hostWorker({
    job,
    start,
    attempt,
    say: (message) => {
      if (message.type === "progress") voice.progress(message);
      else voice.say(message);
    },
    check,
    checkOwner: () => checkClaim(attempt),
    record: (dir, { peakMemoryBytes }, dependencies) =>
      watch.record(dir, {
        dependencies,
        ...(peakMemoryBytes !== null && { peakMemoryBytes }),
        // The program itself is a neighbour of this process.
        otherProcessors: null,
      }),
  });
}
