import { basename } from "node:path";
import { hostWorker } from "../foreign/host.js";
import { isSuperseded } from "../store/claim.js";
import type { Job } from "../store/types.js";
import { Stopped } from "./failures.js";
import type { Voice } from "./messages.js";
import { beginning, describeSetting, provenanceOf, writeProvenance } from "./provenance.js";

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
  const begun = beginning();
  const engine = { id: "worker", library: start.argv.join(" "), threads: job.threads };
  const setting = await describeSetting(engine, Number(basename(attempt)));
  return await hostWorker({
    job,
    start,
    attempt,
    say: (message) => {
      if (message.type === "progress") voice.progress(message);
      else voice.say(message);
    },
    check,
    checkOwner: async () => {
      if (await isSuperseded(attempt)) throw new Stopped("another attempt took this run over");
    },
    record: (dir, { peakMemoryBytes }) => {
      const seconds = (Date.now() - begun.started.getTime()) / 1000;
      const provenance = provenanceOf(setting, begun, seconds, null);
      return writeProvenance(dir, {
        ...provenance,
        ...(peakMemoryBytes !== null && { peakMemoryBytes }),
        // The program itself is a neighbour of this process.
        otherProcessors: null,
      });
    },
  });
}
