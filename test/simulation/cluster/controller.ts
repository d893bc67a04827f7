import type { ProgramAnswer } from "../../../src/base/machine/contract.js";
import type { ClusterPlan, SlurmController, World } from "../contract.js";
import { nodeAt } from "../machine/disk.js";
import { newTasks, type Task } from "./tasks.js";

const said = (stdout: string): ProgramAnswer => ({ ok: true, stdout });
const refused = (why: string): ProgramAnswer => ({ ok: false, why, missing: false });

const nameOf = ({ array, index }: Task): string => `${array}_${index}`;

/** Slurm's commands, which see and change the tasks of a simulated cluster. */
export function newController(world: Omit<World, "cluster">, plan: ClusterPlan): SlurmController {
  const { kernel, disk } = world;
  const tasks = newTasks(world, plan.limit, (attempt) => controller.planOf(attempt));
  let arrays = 0;

  const submit = (path: string): ProgramAnswer => {
    const script = nodeAt(disk, path);
    if (script?.kind !== "file") return refused("sbatch: error: Unable to open file");
    const option = (name: string): string =>
      new RegExp(`^#SBATCH --${name}=(.*)$`, "m").exec(script.text)?.[1] ?? "";
    const array = ++arrays;
    const last = Number(/^0-(\d+)/.exec(option("array"))?.[1]);
    const folder = path.slice(0, path.lastIndexOf("/"));
    for (let index = 0; index <= last; index++) {
      tasks.add({ array, index, submission: option("comment"), folder });
    }
    return said(`${array}\n`);
  };

  const queue = (): string =>
    tasks.all
      .filter(({ state }) => state !== "OVER")
      .map((task) => {
        const { array, index, state, reason, submission } = task;
        return [nameOf(task), array, index, state, reason, submission].join("|");
      })
      .join("\n");

  const control = ([verb, ...words]: readonly string[]): ProgramAnswer => {
    if (verb === "show") return said("MaxArraySize            = 1001\n");
    const id = words[0].replace("JobId=", "");
    const task = tasks.all.find((each) => nameOf(each) === id && each.state !== "OVER");
    if (task === undefined) return refused("scontrol: error: Invalid job id specified");
    if (verb === "update") task.notBefore = kernel.now();
    if (verb === "requeue" && task.state === "RUNNING") tasks.requeue(task);
    return said("");
  };

  const cancel = (words: readonly string[]): ProgramAnswer => {
    const ids = words.filter((word) => !word.startsWith("--"));
    for (const task of tasks.all) {
      const isMeant = ids.length === 0 || ids.includes(nameOf(task));
      if (isMeant && task.state !== "OVER") tasks.cancel(task);
    }
    return said("");
  };

  const account = (words: readonly string[]): ProgramAnswer => {
    if (!plan.hasAccounting) return refused("sacct: error: accounting is disabled");
    const task = tasks.all.find((each) => words.includes(`--jobs=${nameOf(each)}`));
    return said(task?.account ?? "");
  };

  const does = (program: string, words: readonly string[]): ProgramAnswer => {
    switch (program) {
      case "sbatch":
        return submit(words[words.length - 1]);
      case "squeue":
        return said(queue());
      case "scontrol":
        return control(words);
      case "scancel":
        return cancel(words);
      case "sacct":
        return account(words);
      default:
        return { ok: false, why: `${program}: not found`, missing: true };
    }
  };

  const controller: SlurmController = {
    answer: (program, words) => {
      const answer = does(program, words);
      const isSilent = controller.silentUntil > kernel.now();
      return isSilent ? refused("Socket timed out on send/recv operation") : answer;
    },
    silentUntil: 0,
    planOf: () => ({ act: "works", steps: 1, stepMs: 100 }),
  };
  return controller;
}
