import { hostProgram } from "../programs/host.js";
import { engineVariables } from "../engine/variables.js";
import { checkClaim } from "../store/claims/claim.js";
import type { Job } from "../contract/job.js";
import type { MessageWriter } from "./messages.js";
import { newProvenanceRecorder } from "../provenance/recorder.js";

/**
 * Does a job whose model is a user's program; nothing here loads TensorFlow.
 * @returns whether the program ran.
 */
export async function runProgramJob(
  job: Job,
  start: NonNullable<Job["worker"]>,
  attempt: string,
  messages: MessageWriter,
  check: () => void,
): Promise<boolean> {
  const recorder = await newProvenanceRecorder(job, attempt, {
    id: "worker",
    library: start.argv.join(" "),
    threads: job.threads,
    ownOperations: null,
    environment: engineVariables(process.env),
    cleared: {},
  });
  const watch = recorder.begin();
  return await hostProgram({
    job,
    start,
    attempt,
    say: (message) => {
      if (message.type === "progress") messages.progress(message);
      else messages.send(message);
    },
    check,
    checkOwner: () => checkClaim(attempt),
    record: (dir, { peakMemoryBytes }, dependencies) =>
      watch.record(dir, {
        dependencies,
        ...(peakMemoryBytes !== null && { peakMemoryBytes }),
        // The program is another process too, so that the load of others cannot be told from its own.
        otherProcessors: null,
      }),
  });
}
