import { planData } from "../../../app/plan/plan-data.js";
import type { Plan } from "../../../app/plan/plan.js";
import { checkedJobs } from "../../../app/execution/jobs.js";
import { ExitCode } from "../../../base/errors.js";
import { damageLines } from "../../../app/text/state.js";
import { command, type Answer } from "../../command.js";
import { experiments, json } from "../../options.js";
import { selectionOptions, selectionRequest } from "../../selection-options.js";

/** `amtl-run plan`: which runs a table needs, which of them are done, and which cells each one serves. */
export default command({
  builder: (yargs) =>
    yargs
      .options({
        ...selectionOptions,
        json,
        cost: {
          type: "boolean",
          default: false,
          describe: "show hours by table and row, from runs timed here or the paper's",
        },
        jobs: {
          type: "number",
          requiresArg: true,
          describe: "with --cost: runs at a time (default: as many as the cores carry)",
        },
      })
      .positional("experiments", experiments),
  handler: async (options) => {
    const request = selectionRequest(options.experiments, options);
    const jobs = checkedJobs(options.jobs);
    if (options.cost) {
      const { planCost } = await import("../../../app/plan/cost.js");
      const { costText } = await import("../../../app/text/cost.js");
      const cost = await planCost(request, jobs);
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
});

/** What `plan` and `run --dry-run` answer. */
export async function planAnswer(plan: Plan): Promise<Answer> {
  const { planText, lackLines } = await import("../../../app/text/plan.js");
  return {
    exitCode: ExitCode.done,
    data: planData(plan),
    text: () => planText(plan),
    notes: [
      ...plan.warnings.map(({ text }) => text),
      ...lackLines(plan.absent),
      ...damageLines(plan.runs),
    ],
  };
}
