import { plural } from "../base/plural.js";
import type { Control } from "../contract/executor.js";
import type { PlannedRun } from "../experiment/plan/plan.js";
import type { Profile } from "../methods/profiles/profiles.js";
import { inOrder } from "../executors/queue/order.js";
import { statusOf, taskOf, type RunStatus } from "../state/plan.js";
import type { Outcome } from "./execute.js";
import type { JsonOption } from "./json-option.js";
import { lackingForRuns } from "./lacks.js";
import { executionRequest, type ExecutionOptions } from "./execution-options.js";
import type { SelectionOptions } from "./options.js";
import { recordPlan } from "./plan-record.js";
import type { Selection } from "../app/select/select.js";
import type { ProgressMode } from "./progress/progress.js";

type Options = SelectionOptions &
  ExecutionOptions &
  JsonOption & { readonly experiments: readonly string[] };

/** Where runs are done, and how that is shown. */
export interface RunCommand {
  /** Folder that holds train/ and eval/. */
  readonly root: string;
  readonly options: Options;
  readonly prepared: Selection;
  readonly mode: ProgressMode;
  /** What the heading says after the experiments' names. */
  readonly note?: string;
}

/**
 * Does what is not done of the runs, as the options say.
 * @throws AmtlError (2) for options that cannot be, (4) when the environment lacks what a run needs.
 */
export async function doRuns(
  { root, options, prepared, mode, note: about }: RunCommand,
  runs: readonly PlannedRun[],
): Promise<Outcome> {
  const request = executionRequest(options);
  const { profile, items, absent, own, workers: programs, datasets, encoders } = prepared;
  const statuses = await statusOf(root, runs);
  const open = inOrder(statuses.filter(({ status }) => status.state !== "done"));
  if (open.length === 0) return { failures: [], interrupted: false, left: null };
  if (absent.size > 0) throw lackingForRuns(profile.id, absent);
  const trains = open.some(({ run }) => run.spec.worker === undefined);
  const { choosePlace, executeOn } = await import("../app/execution/place.js");
  const chosen = await choosePlace(request, profile.threads, trains);
  const { engine, slots, note } = chosen.place;
  const lossFiles = Object.fromEntries([...own].map(([id, { file }]) => [id, file]));
  const workers = new Map([...programs].map(([name, { start }]) => [name, start]));
  const command = { argv: ["amtl-run", ...process.argv.slice(2)], cwd: process.cwd() };
  const tasks = open.map(({ run }) =>
    taskOf(run, root, profile, engine.id, { lossFiles, workers, datasets, encoders, command }),
  );
  const { execute } = await import("./execute.js");
  const names = [...options.experiments, ...(about === undefined ? [] : [about])];
  const head = heading(names, profile, statuses);
  const record = await recordPlan(
    root,
    {
      names: options.experiments,
      profile: profile.id,
      seeds: [...new Set(items.flatMap(({ seeds }) => seeds))],
    },
    runs,
    options.executor,
  );
  const words = note === null ? head : `${head}\n${note}`;
  const { planId } = record.manifest;
  const start = (control: Control) => executeOn(chosen, root, planId, tasks, control);
  return await execute(start, slots.length, mode, words, record);
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
    plural(statuses.length, "run"),
    `${count("done")} done`,
    ...(count("evaluate") > 0 ? [`${count("evaluate")} to evaluate`] : []),
    `${count("train")} to train${begun > 0 ? ` (${begun} begun)` : ""}`,
  ];
  return `${names.join(", ")}, profile ${profile.id}: ${parts.join(", ")}`;
}
