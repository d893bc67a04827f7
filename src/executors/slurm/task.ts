import { setTimeout as delay } from "node:timers/promises";
import type { EventBody } from "../../contract/event.js";
import { launchProcess, workerPath } from "../worker/launch.js";
import { newRecorder } from "../queue/recorder.js";
import { newItem, processItem } from "../queue/item.js";
import { requeueTask } from "./controller/commands.js";
import { readTask } from "./controller/submission.js";
import { slurmJob } from "./facts.js";

/*
 * What an array task runs: `node task.js <folder of the submission> <index>`. It claims its run, so that a task too
 * many does nothing, and keeps the same log that the local executor keeps; whoever watches reads that.
 */

/** Seconds for the controller to take back a job that asked for it, before the job just ends. */
const REQUEUE_SECONDS = 60;

const [folder, index] = process.argv.slice(2);
const stop = new AbortController();
const warned = new AbortController();
// The time limit is near, or something more important wants the node: the warning that the script asks for.
process.on("SIGUSR1", () => {
  warned.abort();
  stop.abort();
});
// Preemption without notice, and scancel. Slurm knows which, and puts the job back by itself where it should.
for (const signal of ["SIGTERM", "SIGINT"] as const) {
  process.on(signal, () => {
    stop.abort();
  });
}

const { job, label } = await readTask(folder, Number(index));
// What the node's environment says counts, not that of the command which submitted the job.
const item = newItem({ ...job, facts: { ...job.facts, slurm: slurmJob(process.env) } });
process.stdout.write(`${label}\n`);
const types: EventBody["type"][] = [];
const recorder = newRecorder((event) => {
  types.push(event.type);
  if (event.type !== "progress") process.stdout.write(`${JSON.stringify(event)}\n`);
});
const launch = launchProcess(workerPath());
const control = { stop: stop.signal, kill: new AbortController().signal };
while ((await processItem(item, launch, control, recorder)) === "again");

const { SLURM_ARRAY_JOB_ID: array, SLURM_ARRAY_TASK_ID: task } = process.env;
if (
  warned.signal.aborted &&
  types.at(-1) === "cancelled" &&
  array !== undefined &&
  task !== undefined
) {
  const answer = await requeueTask(`${array}_${task}`);
  if (!answer.known) process.stdout.write(`not requeued: ${answer.why}\n`);
  else await delay(REQUEUE_SECONDS * 1000);
}
