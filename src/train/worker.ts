/**
 * A worker process: `node worker.js <attempt folder>`. It reads job.json there, trains and evaluates, and says on
 * standard output, in NDJSON, how far it is (WorkerMessage). It is its process's only user, so it ends the process.
 */
import { join } from "node:path";
import { badInput, describeError, ExitCode } from "../base/errors.js";
import { readJson } from "../base/read-json.js";
import { startEngine } from "../engine/start.js";
import { ProgramEnded } from "../programs/failure.js";
import type { ProcessExit } from "../contract/worker.js";
import { isSuperseded, Superseded } from "../store/claims/claim.js";
import { diskError } from "../store/files.js";
import { jobShape } from "../store/job-shape.js";
import { FILES, trainDir } from "../store/paths.js";
import type { Job } from "../contract/job.js";
import { describeFailure, Stopped } from "./failures.js";
import { newMessageWriter, type MessageWriter } from "./messages.js";
import { watchForStop } from "./stop.js";

async function readJob(attempt: string): Promise<Job> {
  const path = join(attempt, FILES.job);
  const found = await readJson(path, jobShape);
  if (found.state === "value") return found.value;
  throw badInput("Cannot read the worker's job", {
    where: path,
    expected: "a job as this version of amtl-run writes it",
    got: found.state === "absent" ? "no such file" : found.why,
  });
}

async function work(attempt: string, messages: MessageWriter): Promise<void> {
  const begun = performance.now();
  const job = await readJob(attempt);
  const stop = watchForStop();
  if (job.worker !== undefined) {
    const { runProgramJob } = await import("./foreign.js");
    const trained = await runProgramJob(job, job.worker, attempt, messages, stop.check);
    messages.send({ type: "finished", seconds: (performance.now() - begun) / 1000, trained });
    return;
  }
  const engine = await startEngine(job.engine, { threads: job.threads });
  // Imported only now: these load parts of TensorFlow, which must find the engine's environment.
  const { doJob } = await import("./job.js");
  const { loadInputs } = await import("./inputs.js");
  const { newProvenanceRecorder } = await import("../provenance/recorder.js");
  const { findCheckpoint } = await import("./training.js");
  const { id, library, environment } = engine;
  const run = {
    spec: job.train,
    trainId: job.trainId,
    engine: id,
    threads: job.threads,
    dir: trainDir(job.root, job.trainId),
    attempt,
    messages,
    check: stop.check,
  };
  const checkpoint = await findCheckpoint(run);
  messages.send({
    type: "started",
    engine: `${id}: ${library}`,
    pid: process.pid,
    resumedAt: checkpoint?.step ?? null,
  });
  const recorder = await newProvenanceRecorder(job, attempt, {
    id,
    library,
    threads: job.threads,
    ownOperations: engine.ownOperations,
    environment: environment.variables,
    cleared: environment.cleared,
  });
  const { datasetsOfJob, encodersOfJob } = await import("../corpus/own/of-job.js");
  const { checkInputsAsPlanned } = await import("../corpus/own/as-planned.js");
  const { loadBackbones } = await import("../extensions/of-job.js");
  const backbones = await loadBackbones(job);
  const sources = { datasets: await datasetsOfJob(job), encoders: await encodersOfJob(job) };
  const checkInputs = (): Promise<void> => checkInputsAsPlanned(job, sources);
  await checkInputs();
  const inputs = await loadInputs(job.train, { ...sources, backbones: backbones.backbones });
  const trained = await doJob({
    job,
    run,
    inputs,
    backbones,
    recorder,
    checkpoint,
    checkInputs,
  });
  messages.send({ type: "finished", seconds: (performance.now() - begun) / 1000, trained });
}

/** How the process ends, said on standard output where that helps the runner. */
async function conclude(
  reason: unknown,
  attempt: string,
  messages: MessageWriter,
): Promise<number> {
  if (reason instanceof Stopped || reason instanceof Superseded) return ExitCode.interrupted;
  if (reason instanceof ProgramEnded) return endAs(reason.exit);
  // What a worker writes lies on the disk of its attempt.
  const error = diskError(reason, attempt);
  process.stderr.write(`${describeError(error)}\n`);
  const failure = describeFailure(error);
  if (failure === null) return ExitCode.failed;
  const { kind, message, code } = failure;
  const log = join(attempt, FILES.stderr);
  if (!(await isSuperseded(attempt)))
    messages.send({ type: "failed", kind, message, log, retry: false });
  return code;
}

/** Ends as the program did that this process hosts: the runner then judges the one by the other. */
function endAs({ code, signal }: ProcessExit): number {
  if (signal !== null) {
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  }
  return code ?? ExitCode.failed;
}

const attempt = process.argv[2];
const messages = newMessageWriter((line) => process.stdout.write(line));
const code = await work(attempt, messages).then(
  () => ExitCode.done,
  (error: unknown) => conclude(error, attempt, messages),
);
// Libraries keep handles open; what is written is flushed first.
process.stdout.write("", () => process.exit(code));
