import { randomBytes } from "node:crypto";
import { basename, join } from "node:path";
import { badInput, lacking } from "../../../base/errors.js";
import { readdir, readLines } from "../../../base/machine/files.js";
import { parseJson } from "../../../base/read-json.js";
import { makeFolder, replaceFile } from "../../../store/files.js";
import { taskShape } from "../../../store/job-shape.js";
import type { RunTask } from "../../../contract/executor.js";
import { submit } from "./commands.js";
import type { ArrayJob, PlanJob } from "../sbatch-options.js";
import { arrayScript } from "../script.js";

/** A job array that was submitted, or was about to be when its command died. */
export interface Submission {
  /** Name of its folder, and the comment of its jobs. */
  readonly name: string;
  /** trainId of each task, by index. */
  readonly trainIds: readonly string[];
}

/** One line a task: what it is to do, as an executor gets it. */
const TASKS = "tasks.ndjson";
const SCRIPT = "array.sh";

/** Folder of a plan's submissions. */
export const slurmFolder = (planFolder: string): string => join(planFolder, "slurm");

/**
 * Writes tasks and script down, then submits them: a crash in between leaves a submission that no job belongs to.
 * @returns the submission and its array's id.
 * @throws AmtlError (4) when the disk is full, when there is no Slurm, and when it refuses the job.
 */
export async function submitArray(
  planFolder: string,
  tasks: readonly RunTask[],
  job: PlanJob & Pick<ArrayJob, "memory">,
): Promise<Submission & { readonly id: string }> {
  const name = randomBytes(6).toString("hex");
  const folder = join(slurmFolder(planFolder), name);
  const script = join(folder, SCRIPT);
  await makeFolder(folder);
  await replaceFile(join(folder, TASKS), tasks.map((task) => `${JSON.stringify(task)}\n`).join(""));
  await replaceFile(script, arrayScript({ ...job, folder, submission: name, tasks: tasks.length }));
  const answer = await submit(script);
  if (!answer.known) {
    throw lacking(answer.missing ? "Slurm was not found" : "Slurm rejected the job", {
      where: script,
      expected: "sbatch to take the script",
      got: answer.why,
      fix: answer.missing
        ? "run this on a machine that submits to your cluster, or leave --executor slurm out"
        : "amtl-run doctor --slurm tries a tiny job; --slurm partition=… and the like set what your site needs (mem=… another memory)",
    });
  }
  return { name, trainIds: tasks.map(({ job: { trainId } }) => trainId), id: answer.value };
}

/** Submissions of earlier commands for the plan. One that cannot be read belongs to nobody. */
export async function listSubmissions(planFolder: string): Promise<readonly Submission[]> {
  const names = await readdir(slurmFolder(planFolder)).catch(() => []);
  const found = await Promise.all(
    names.map(async (name) => {
      try {
        const trainIds: string[] = [];
        for await (const task of readTasks(join(slurmFolder(planFolder), name))) {
          trainIds.push(task.job.trainId);
        }
        return [{ name, trainIds }];
      } catch {
        return [];
      }
    }),
  );
  return found.flat();
}

async function* readTasks(folder: string): AsyncGenerator<RunTask> {
  let at = 0;
  for await (const line of readLines(join(folder, TASKS))) {
    const task = parseJson(line, taskShape);
    if (task.state !== "value") {
      throw badInput("Damaged task list", {
        where: `${join(folder, TASKS)}, task ${at}`,
        got: task.why,
        fix: "cancel the job and give the same command again",
      });
    }
    at += 1;
    yield task.value;
  }
}

/**
 * The task of that index.
 * @throws AmtlError (2) when the submission has none, and when its list of tasks is damaged.
 */
export async function readTask(folder: string, index: number): Promise<RunTask> {
  let at = 0;
  for await (const task of readTasks(folder)) if (at++ === index) return task;
  throw badInput("Unknown task", {
    where: join(basename(folder), TASKS),
    expected: `an index below ${at}`,
    got: String(index),
  });
}
