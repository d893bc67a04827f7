import { randomBytes } from "node:crypto";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { makeFolder, replaceFile } from "../../../store/files.js";
import { lacks, ok, type Check } from "../check.js";
import { cancelPlan, queueOf, submit, version } from "../controller/commands.js";
import { withTask, type Patience } from "./doctor-task.js";
import { arrayScript, type ArrayJob } from "../script.js";

const TASKS = 2;

/**
 * Tries a tiny array on the user's cluster, check by check; later ones need the earlier. Nothing is left behind.
 * @param root the results folder, which the nodes have to see.
 */
export async function* diagnose(
  root: string,
  job: Omit<ArrayJob, "planId" | "folder" | "submission" | "tasks" | "throttle">,
  patience: Patience,
): AsyncGenerator<Check> {
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
    const array = { ...job, planId, folder, submission: planId, tasks: TASKS, throttle: null };
    await replaceFile(script, arrayScript(array));
    const submitted = await submit(script);
    if (!submitted.known) {
      yield lacks("submission", submitted.why, "--slurm partition=…, account=… and the like");
      return;
    }
    yield ok("submission", `an array of ${TASKS} as job ${submitted.value}`);
    yield* withTask(planId, folder, patience);
  } finally {
    await writeFile(join(folder, "end"), "").catch(() => undefined);
    await cancelPlan(planId);
    await rm(folder, { recursive: true, force: true });
  }
}
