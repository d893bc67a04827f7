import type { Plan } from "../../../app/plan/plan.js";
import { ExitCode } from "../../../base/errors.js";
import type { RunState } from "../../../contract/run-state.js";
import { damageLines } from "../../state-words.js";
import type { Answer, CommandModule } from "../../command.js";
import { jsonOption, type JsonOption } from "../../json-option.js";
import {
  readJobs,
  selectionOptions,
  selectionRequest,
  type SelectionOptions,
} from "../../options.js";

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
        describe: "show hours by table and row, from runs timed here or the paper's",
      })
      .option("jobs", {
        type: "number",
        requiresArg: true,
        describe: "with --cost: runs at a time (default: as many as the cores carry)",
      }),
  handler: async (options) => {
    const request = selectionRequest(options.experiments, options);
    if (options.cost) {
      const { planCost } = await import("../../../app/plan/cost.js");
      const { costText } = await import("./cost-text.js");
      const cost = await planCost(request, readJobs(options.jobs));
      const { damaged, ...data } = cost;
      return {
        exitCode: ExitCode.done,
        data,
        text: () => costText(cost),
        notes: damageLines(damaged),
      };
    }
    const { plan } = await import("../../../app/plan/plan.js");
    return await planAnswer(await plan(request));
  },
};
export default command;

/** A state as `--json` says it; a changed run by the fields in which it differs. */
const stateData = (state: RunState): object => {
  const changes = state.state === "changed" ? state.fields : [];
  const damage = state.state === "damaged" ? { path: state.path, why: state.why } : undefined;
  return {
    state: state.state,
    changed: changes.map(({ name }) => name),
    changes,
    ...(damage !== undefined && { damage }),
  };
};

/** What `plan` and `run --dry-run` answer. */
export async function planAnswer(plan: Plan): Promise<Answer> {
  const { planText, lackLines } = await import("./text.js");
  const { profile, items, total, runs, absent } = plan;
  return {
    exitCode: ExitCode.done,
    data: {
      profile,
      items,
      total,
      runs: runs.map(({ id, trainId, label, state, lacks, restsOn, cells, evals }) => ({
        id,
        trainId,
        label,
        ...stateData(state),
        lacks,
        ...(restsOn !== undefined && { restsOn }),
        cells,
        evals,
      })),
    },
    text: () => planText(plan),
    notes: [...lackLines(absent), ...damageLines(runs)],
  };
}
