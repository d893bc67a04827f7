import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { readJsonOr } from "../../../base/read-json.js";
import { fields, nullable, text } from "../../../base/shape.js";
import type { Check } from "../../../contract/check.js";
import {
  queueOf,
  requeueTask,
  REQUEUED_SECONDS,
  startNow,
  warnTask,
  type Answer,
} from "../controller/commands.js";
import type { QueuedTask } from "../controller/queue.js";
import { lacks, ok } from "./check.js";

/** How long to wait. */
export interface Waits {
  /** Seconds for a task to start. */
  readonly start: number;
  /** Seconds for what follows the start. */
  readonly next: number;
}

/** What the probe records when it starts. */
const started = fields({ host: text, node: text, gpus: nullable(text) });

async function until<T>(seconds: number, read: () => Promise<T | null>): Promise<T | null> {
  const end = performance.now() + seconds * 1000;
  for (;;) {
    const found = await read();
    if (found !== null || performance.now() > end) return found;
    await delay(500);
  }
}

/** Checks that need a task of the probe's array: whether it starts, receives the warning signal, and can be requeued. */
export async function* withTask(
  planId: string,
  folder: string,
  waits: Waits,
): AsyncGenerator<Check> {
  const first = await until(waits.start, () =>
    readJsonOr(join(folder, "started-0-0.json"), started),
  );
  if (first === null) {
    const answer = await queueOf(planId);
    yield lacks("start on a node", whereIs(answer), whyNot(answer));
    return;
  }
  const { host, node, gpus } = first;
  const devices = gpus !== null ? `, CUDA_VISIBLE_DEVICES=${gpus}` : "";
  yield ok("start on a node", `${host} sees the results folder${devices}`);
  const [major, minor] = node.slice(1).split(".").map(Number);
  const isNew = major > 20 || (major === 20 && minor >= 19);
  yield isNew
    ? ok("Node on the node", node)
    : lacks("Node on the node", node, "Node 20.19 or newer, in the same place on all nodes");
  const id = (await queueOf(planId).then(tasksOf)).find(({ index }) => index === 0)?.id;
  if (id === undefined) {
    yield lacks("squeue", "it does not show the running task", "ask your cluster's people");
    return;
  }
  await warnTask(id);
  yield (await until(waits.next, () => readJsonOr(join(folder, "warned-0.json"), fields({})))) ===
  null
    ? lacks("warning", "USR1 does not reach the task", "checkpoints are then only the regular ones")
    : ok("warning", "USR1 reaches the task, which would write a checkpoint");
  yield await requeued(id, planId, folder, waits);
}

async function requeued(id: string, planId: string, folder: string, waits: Waits): Promise<Check> {
  const answer = await requeueTask(id);
  if (!answer.known) {
    return {
      name: "requeue",
      state: "note",
      text: `${answer.why}; a run that meets its time limit is submitted again by the same command`,
    };
  }
  await delay(REQUEUED_SECONDS * 1000);
  const again = await until(waits.start, async () => {
    await startNow(id);
    return await readJsonOr(join(folder, "started-0-1.json"), started);
  });
  return again === null
    ? {
        name: "requeue",
        state: "note",
        text: `the task was taken back, and did not start again: ${whereIs(await queueOf(planId))}`,
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
