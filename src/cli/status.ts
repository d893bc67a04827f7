import { setTimeout as delay } from "node:timers/promises";
import { ExitCode } from "../base/errors.js";
import { listManifests } from "../store/manifests.js";
import { resultsRoot } from "../store/paths.js";
import type { CommandModule } from "./command.js";
import { jsonOption, type JsonOption } from "./json-option.js";
import { selectPlans } from "./plan-words.js";
import { gather, waitingOf, type PlanView } from "./status/gather.js";
import { planJson } from "./status/json.js";
import { listText, planText } from "./status/text.js";

interface Options extends JsonOption {
  readonly plans: readonly string[] | undefined;
  readonly results: string | undefined;
  readonly watch: boolean;
}

/** Seconds between two looks of `--watch`. */
const WATCH_SECONDS = 2;

/** `amtl-run status`: how plans stand, from any terminal, whoever works on them. Only looks at the results folder. */
const command: CommandModule<Options> = {
  builder: (yargs) =>
    jsonOption(yargs)
      .positional("plans", {
        type: "string",
        array: true,
        describe: "plans, by id, or what they were made for, such as table4 (default: list them)",
      })
      .option("watch", {
        type: "boolean",
        default: false,
        describe: "look again every 2 s until nobody is at work",
      })
      .option("results", {
        type: "string",
        requiresArg: true,
        describe: "folder of runs and tables (default: AMTL_RESULTS, else results/)",
      }),
  handler: async (options) => {
    const root = resultsRoot(options.results);
    const words = options.plans ?? [];
    const look = async (): Promise<readonly PlanView[]> => {
      const manifests = await listManifests(root);
      const selected = words.length === 0 ? manifests : selectPlans(words, manifests);
      return await gather(root, selected);
    };
    const render = (plans: readonly PlanView[]): string => {
      const isDetailed = words.length > 0;
      if (options.json) {
        const content = { plans: plans.map((plan) => planJson(plan, isDetailed)) };
        // Of several looks each is a line, so that a reader knows where one ends.
        return `${JSON.stringify(content, null, options.watch ? 0 : 2)}\n`;
      }
      return isDetailed ? plans.map(planText).join("\n") : listText(root, plans);
    };
    let plans = await look();
    if (options.watch) plans = await watch(plans, look, render, options.json);
    else process.stdout.write(render(plans));
    return words.length === 0 ? ExitCode.done : codeOf(plans);
  },
};
export default command;

const isBusy = ({ parents, ...plan }: PlanView): boolean =>
  parents.some(({ alive }) => alive) || ("counts" in plan && plan.counts.running > 0);

/** Shows the plans again and again, in place on a terminal, until nobody is at work on any. */
async function watch(
  first: readonly PlanView[],
  look: () => Promise<readonly PlanView[]>,
  render: (plans: readonly PlanView[]) => string,
  json: boolean,
): Promise<readonly PlanView[]> {
  const { createLogUpdate } = await import("log-update");
  const block = process.stdout.isTTY && !json ? createLogUpdate(process.stdout) : null;
  let plans = first;
  for (;;) {
    const text = render(plans);
    if (block === null) process.stdout.write(text);
    else block(text);
    if (!plans.some(isBusy)) break;
    await delay(WATCH_SECONDS * 1000);
    plans = await look();
  }
  block?.done();
  return plans;
}

/** 0: all runs are done. 1: some failed. 3: some are left, or nobody can tell. */
function codeOf(plans: readonly PlanView[]): ExitCode {
  const views = plans.filter((plan) => plan.state === "present");
  if (views.some(({ counts }) => counts.failed > 0)) return ExitCode.failed;
  const isDone = views.every(({ counts }) => counts.running + waitingOf(counts) === 0);
  return isDone && views.length === plans.length ? ExitCode.done : ExitCode.incomplete;
}
