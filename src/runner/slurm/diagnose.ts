import { randomBytes } from "node:crypto";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { makeFolder, replaceFile } from "../../store/files.js";
import {
  cancelPlan,
  queueOf,
  requeueTask,
  startNow,
  submit,
  version,
  warnTask,
  type Answer,
} from "./commands.js";
import type { QueuedTask } from "./queue.js";
import { arrayScript, type ArrayJob } from "./script.js";

/** What a check found. lacks: runs will not work. note: good to know. */
export interface Check {
  readonly name: string;
  readonly state: "ok" | "lacks" | "note";
  readonly text: string;
  readonly fix?: string;
}

export interface Patience {
  /** Seconds for a task to start. */
  readonly start: number;
  /** Seconds for what follows the start. */
  readonly next: number;
}

const TASKS = 2;

const ok = (name: string, text: string): Check => ({ name, state: "ok", text });
const lacks = (name: string, text: string, fix: string): Check => ({
  name,
  state: "lacks",
  text,
  fix,
});

/** What a file of the probe says; null while it is not there. */
async function read(path: string): Promise<Readonly<Record<string, unknown>> | null> {
  try {
    return JSON.parse(await readFile(path, "utf8")) as Readonly<Record<string, unknown>>;
  } catch {
    return null;
  }
}

async function until<T>(seconds: number, look: () => Promise<T | null>): Promise<T | null> {
  const end = performance.now() + seconds * 1000;
  for (;;) {
    const found = await look();
    if (found !== null || performance.now() > end) return found;
    await delay(500);
  }
}

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

async function* withTask(
  planId: string,
  folder: string,
  patience: Patience,
): AsyncGenerator<Check> {
  const started = await until(patience.start, () => read(join(folder, "started-0-0.json")));
  if (started === null) {
    const answer = await queueOf(planId);
    yield lacks("start on a node", whereIs(answer), whyNot(answer));
    return;
  }
  const { host, node, gpus } = started;
  const devices = typeof gpus === "string" ? `, CUDA_VISIBLE_DEVICES=${gpus}` : "";
  yield ok("start on a node", `${String(host)} sees the results folder${devices}`);
  const [major, minor] = String(node).slice(1).split(".").map(Number);
  const isNew = major > 20 || (major === 20 && minor >= 19);
  yield isNew
    ? ok("Node on the node", String(node))
    : lacks(
        "Node on the node",
        String(node),
        "Node 20.19 or newer, in the same place on all nodes",
      );
  const id = (await queueOf(planId).then(tasksOf)).find(({ index }) => index === 0)?.id;
  if (id === undefined) {
    yield lacks("squeue", "it does not show the running task", "ask your cluster's people");
    return;
  }
  await warnTask(id);
  yield (await until(patience.next, () => read(join(folder, "warned-0.json")))) === null
    ? lacks("warning", "USR1 does not reach the task", "checkpoints are then only the regular ones")
    : ok("warning", "USR1 reaches the task, which would write a checkpoint");
  yield await requeued(id, folder, patience);
}

async function requeued(id: string, folder: string, patience: Patience): Promise<Check> {
  const answer = await requeueTask(id);
  if (!answer.known) {
    return {
      name: "requeue",
      state: "note",
      text: `${answer.why}; a run that meets its time limit is submitted again by the same command`,
    };
  }
  const again = await until(patience.start, async () => {
    await startNow(id);
    return await read(join(folder, "started-0-1.json"));
  });
  return again === null
    ? {
        name: "requeue",
        state: "note",
        text: "the task was taken back, and did not start again in time",
      }
    : ok("requeue", "the task was taken back and started again");
}

const tasksOf = (answer: Answer<readonly QueuedTask[]>): readonly QueuedTask[] =>
  answer.known ? answer.value : [];

function whereIs(answer: Answer<readonly QueuedTask[]>): string {
  const task = tasksOf(answer).at(0);
  return task === undefined
    ? "the job has left the queue, and nothing is in the results folder"
    : `not in time: ${task.state}, ${task.reason}`;
}

const whyNot = (answer: Answer<readonly QueuedTask[]>): string =>
  tasksOf(answer).length === 0
    ? "name a results folder that the nodes share (--results), and check that Node is on them"
    : "a shorter queue (--slurm partition=…, qos=…), or more patience (--wait)";
