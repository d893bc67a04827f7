import { randomBytes } from "node:crypto";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { makeFolder, replaceFile } from "../../../store/files.js";
import type { Check } from "../../../contract/check.js";
import type { DoctorRequest } from "../../../contract/executor.js";
import { cancelPlan, queueOf, submit, version } from "../controller/commands.js";
import { probeJob } from "../place.js";
import { arrayScript } from "../script.js";
import { lacks, ok } from "./check.js";
import { withTask } from "./doctor-task.js";

const TASKS = 2;

/** Seconds for what follows the start of a task; file servers may keep things to themselves for a minute. */
const NEXT_SECONDS = 90;

/**
 * Tries a tiny array on the user's cluster, check by check; later ones need the earlier. Nothing is left behind. The
 * nodes have to see the results folder.
 * @throws AmtlError (2) for options that sbatch cannot have.
 */
export async function* diagnose(request: DoctorRequest): AsyncGenerator<Check> {
  const { root, values, site, threads, engine, waitSeconds } = request;
  const job = probeJob(threads, engine.isGpu, { site, options: { slurm: values } });
  const found = await version();
  if (!found.known) {
    yield lacks("sbatch", found.why, "run this where your cluster's sbatch is");
    return;
  }
  yield ok("sbatch", found.value);
  const planId = `doctor-${randomBytes(4).toString("hex")}`;
  const queue = await queueOf(planId);
  if (!queue.known) {
    yield lacks("controller", queue.why, "ask your cluster's people: squeue does not answer");
    return;
  }
  yield ok("controller", "squeue answers");
  const folder = join(root, planId);
  await makeFolder(folder);
  try {
    const script = join(folder, "array.sh");
    const array = {
      ...job,
      planId,
      folder,
      submission: planId,
      tasks: TASKS,
      throttle: null,
      memory: null,
    };
    await replaceFile(script, arrayScript(array));
    const submitted = await submit(script);
    if (!submitted.known) {
      yield lacks("submission", submitted.why, "--slurm partition=…, account=… and the like");
      return;
    }
    yield ok("submission", `an array of ${TASKS} as job ${submitted.value}`);
    yield* withTask(planId, folder, { start: waitSeconds, next: NEXT_SECONDS });
  } finally {
    await writeFile(join(folder, "end"), "").catch(() => undefined);
    await cancelPlan(planId);
    await rm(folder, { recursive: true, force: true });
  }
}
