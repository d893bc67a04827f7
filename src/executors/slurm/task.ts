import { launchProcess, workerPath } from "../worker/launch.js";
import { runArrayTask } from "./array-task.js";

/* What an array task runs: `node task.js <folder of the submission> <index>`. */

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

await runArrayTask(folder, Number(index), {
  launch: launchProcess(workerPath()),
  env: process.env,
  stop: stop.signal,
  warned: warned.signal,
  print: (line) => process.stdout.write(`${line}\n`),
});
