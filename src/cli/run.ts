import type { Profile } from "../experiment/profiles.js";
import { inOrder } from "../runner/order.js";
import { mergeRuns, statusOf, taskOf, type RunStatus } from "../runner/plan.js";
import { resultsRoot } from "../store/paths.js";
import type { CommandModule } from "./command.js";
import type { Outcome } from "./execute.js";
import { jsonOption, type JsonOption } from "./json-option.js";
import { lackingForRuns } from "./lacks.js";
import { readLimits } from "./limits.js";
import {
  executionOptions,
  selectionOptions,
  type ExecutionOptions,
  type SelectionOptions,
} from "./options.js";
import { recordPlan } from "./plan-record.js";
import type { Place } from "./slots.js";
import { prepare } from "./prepare.js";
import { chooseMode } from "./progress/progress.js";

type Options = SelectionOptions &
  ExecutionOptions &
  JsonOption & { readonly experiments: readonly string[] };

/** `amtl-run run`, and behind `amtl-run table4` and `amtl-run all`: does what is not done, then reports. */
const command: CommandModule<Options> = {
  builder: (yargs) =>
    jsonOption(executionOptions(selectionOptions(yargs))).positional("experiments", {
      type: "string",
      array: true,
      demandOption: true,
      describe: "ids, all, or files such as ./my-table.ts",
    }),
  handler: async (options) => {
    if (options["dry-run"]) {
      if (options.executor === "slurm")
        return (await import("./slurm-dry-run.js")).showScript(options);
      return (await import("./plan.js")).default.handler({ ...options, cost: false });
    }
    const limits = readLimits(options);
    const prepared = await prepare(options.experiments, options);
    const { profile, items, absent, own, workers } = prepared;
    const root = resultsRoot(options.results);
    const statuses = await statusOf(root, mergeRuns(items.flatMap((item) => item.selected.runs)));
    const open = inOrder(statuses.filter(({ status }) => status.state !== "done"));
    let outcome: Outcome = { failures: [], interrupted: false, left: null };
    if (open.length > 0) {
      if (absent.size > 0) throw lackingForRuns(profile.id, absent);
      const trains = open.some(({ run }) => run.spec.worker === undefined);
      const { engine, slots, note } = await placeOf(options, profile, trains);
      const lossFiles = Object.fromEntries([...own].map(([id, { file }]) => [id, file]));
      const starts = new Map([...workers].map(([name, { start }]) => [name, start]));
      const command = { argv: ["amtl-run", ...process.argv.slice(2)], cwd: process.cwd() };
      const tasks = open.map(({ run }) =>
        taskOf(run, root, profile, engine, lossFiles, starts, command),
      );
      const mode = chooseMode(options, process.stderr.isTTY);
      const { execute } = await import("./execute.js");
      const { executorOf } = await import("./executors.js");
      const about = heading(options.experiments, profile, statuses);
      const head = note === null ? about : `${about}\n${note}`;
      const record = await recordPlan(
        root,
        {
          names: options.experiments,
          profile: profile.id,
          seeds: [...new Set(items.flatMap(({ seeds }) => seeds))],
        },
        statuses.map(({ run }) => run),
        options.executor,
      );
      const question = { options, root, profile, engine, record, open, slots, limits };
      const executor = await executorOf(question).catch(async (error: unknown) => {
        await record.release();
        throw error;
      });
      // What makes the tables is loaded while the workers start.
      [outcome] = await Promise.all([
        execute(tasks, executor, slots.length, mode, head, record),
        import("./conclude.js"),
      ]);
    }
    const { conclude } = await import("./conclude.js");
    const runs = statuses.map(({ run }) => run);
    return await conclude(options, prepared, runs, outcome);
  },
};
export default command;

/** What the runs are executed with, here or on a cluster. */
async function placeOf(options: Options, profile: Profile, trains: boolean): Promise<Place> {
  if (options.executor === "slurm")
    return await (await import("./slurm-job.js")).slurmPlace(options);
  const { choosePlace } = await import("./slots.js");
  return await choosePlace(options, profile.threads, trains);
}

/** "table4, profile smoke: 4 runs, 1 done, 1 to evaluate, 2 to train (1 begun)". */
function heading(
  names: readonly string[],
  profile: Profile,
  statuses: readonly RunStatus[],
): string {
  const count = (state: string): number =>
    statuses.filter(({ status }) => status.state === state).length;
  const begun = statuses.filter(({ status }) => status.state === "train" && status.begun).length;
  const parts = [
    `${statuses.length} run${statuses.length === 1 ? "" : "s"}`,
    `${count("done")} done`,
    ...(count("evaluate") > 0 ? [`${count("evaluate")} to evaluate`] : []),
    `${count("train")} to train${begun > 0 ? ` (${begun} begun)` : ""}`,
  ];
  return `${names.join(", ")}, profile ${profile.id}: ${parts.join(", ")}`;
}
