import { ExitCode } from "../base/errors.js";
import { shortId } from "../experiment/plan/fingerprint.js";
import { countConfigurations, type PlannedRun } from "../experiment/plan/plan.js";
import { mergeRuns, statusOf } from "../state/plan.js";
import { resultsRoot } from "../store/paths.js";
import type { CommandModule } from "./command.js";
import { jobsFor } from "./jobs.js";
import { jsonOption, type JsonOption } from "./json-option.js";
import { selectionOptions, type SelectionOptions } from "./options.js";
import { statesOf, type PlanState } from "../state/states.js";
import { dependenciesOf, prepare, type Prepared, type PreparedItem } from "./prepare.js";
import { textTable } from "../base/text-table.js";

type Options = SelectionOptions &
  JsonOption & {
    readonly experiments: readonly string[];
    readonly cost: boolean;
    readonly jobs: number | undefined;
  };

/** `amtl-run plan`: which runs a table needs, which of them are done, and which cells each one serves. */
const command: CommandModule<Options> = {
  builder: (yargs) =>
    jsonOption(selectionOptions(yargs))
      .positional("experiments", {
        type: "string",
        array: true,
        demandOption: true,
        describe: "ids, all, or files such as ./my-table.ts",
      })
      .option("cost", {
        type: "boolean",
        default: false,
        describe: "hours by table and row, from runs timed here or the paper's",
      })
      .option("jobs", {
        type: "number",
        requiresArg: true,
        describe: "with --cost: runs at a time (default: as many as the cores carry)",
      }),
  handler: async (options) => {
    const prepared = await prepare(options.experiments, options);
    const runs = mergeRuns(prepared.items.flatMap(({ selected }) => selected.runs));
    const root = resultsRoot(options.results);
    const states = await statusOf(root, runs);
    if (options.cost) {
      const { costOf } = await import("./plan-cost.js");
      const slots = await jobsFor(options.jobs, prepared.profile.threads);
      const cost = await costOf(root, prepared, states, slots);
      const { costText } = await import("./plan-cost-text.js");
      process.stdout.write(
        options.json
          ? `${JSON.stringify({ profile: prepared.profile.id, ...cost }, null, 2)}\n`
          : costText(prepared.profile.id, cost),
      );
      return ExitCode.done;
    }
    const stands = await statesOf(root, states);
    const planned = states.map(({ run }, at): Planned => {
      const lacks = dependenciesOf(run).filter((name) => prepared.absent.has(name));
      return { run, state: stands[at], lacks };
    });
    process.stdout.write(options.json ? asJson(prepared, planned) : asText(prepared, planned));
    const lacks = [...prepared.absent.values()].map(({ message, details: { fix } }) =>
      fix === undefined ? message : `${message}: ${fix}`,
    );
    for (const line of new Set(lacks)) process.stderr.write(`${line}\n`);
    return ExitCode.done;
  },
};
export default command;

interface Planned {
  readonly run: PlannedRun;
  readonly state: PlanState;
  /** Names of what is not here ("data:redocred/train"). */
  readonly lacks: readonly string[];
}

interface ItemCount {
  readonly id: string;
  readonly cells: number;
  readonly configurations: number;
  readonly runs: number;
  /** Runs that no earlier item of the plan needs. */
  readonly newRuns: number;
}

function countItems(items: readonly PreparedItem[]): readonly ItemCount[] {
  const seen = new Set<string>();
  return items.map(({ experiment, selected: { runs, cells } }) => {
    const fresh = runs.filter(({ trainId }) => !seen.has(trainId));
    for (const { trainId } of fresh) seen.add(trainId);
    return {
      id: experiment.id,
      cells: cells.length,
      configurations: countConfigurations(runs),
      runs: runs.length,
      newRuns: fresh.length,
    };
  });
}

function asJson({ profile, items }: Prepared, planned: readonly Planned[]): string {
  const runs = planned.map(({ run, state, lacks }) => ({
    id: shortId(run.trainId),
    trainId: run.trainId,
    label: run.label,
    state: state.name,
    lacks,
    changed: state.changes.map(({ name }) => name),
    changes: state.changes,
    cells: run.cells,
    evals: run.evals.map(({ evalId, spec }) => ({ evalId, evalSet: spec.evalSet })),
  }));
  const content = {
    profile: profile.id,
    items: countItems(items),
    total: {
      configurations: countConfigurations(planned.map(({ run }) => run)),
      runs: planned.length,
    },
    runs,
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

/** Rows that a person may still want to see; drawing ten thousand takes seconds. */
const SHOWN = 1000;

function asText(prepared: Prepared, planned: readonly Planned[]): string {
  const rows = planned
    .slice(0, SHOWN)
    .map(({ run, state, lacks }) => [
      shortId(run.trainId),
      run.label,
      lacks.length === 0 ? state.text : `${state.text}, lacks data`,
      String(run.cells.length),
    ]);
  const left = planned.filter(({ state }) => state.name !== "done").length;
  const empty = prepared.items.flatMap(({ selected: { cells } }) =>
    cells.flatMap(({ status }) => (status.kind === "no-data" ? [status.lacks] : [])),
  );
  return [
    `profile ${prepared.profile.id}`,
    textTable(["run", "label", "state", "cells"], rows, [0, 1, 2]),
    ...(planned.length > SHOWN
      ? [`… and ${planned.length - SHOWN} more; --json lists all, --only and --seeds some`]
      : []),
    `${planned.length} runs, ${left} to do`,
    ...(empty.length === 0
      ? []
      : [
          `${empty.length} cells have no data in ${prepared.profile.id}: it has no ${[...new Set(empty)].join(", ")}`,
        ]),
    "",
  ].join("\n");
}
