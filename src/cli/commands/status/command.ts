import { setTimeout as delay } from "node:timers/promises";
import { exitCodeOf, isBusy, status, type Status } from "../../../app/status/status.js";
import { ExitCode } from "../../../base/errors.js";
import { command, type Output } from "../../command.js";
import { json, results } from "../../options.js";
import { planData } from "../../../app/status/plan-data.js";
import { listText, olderText, planText } from "../../../app/text/status.js";

/** Seconds between two looks of `--watch`. */
const WATCH_SECONDS = 2;

/** `amtl-run status`: how plans stand, from any terminal, whoever works on them. */
export default command({
  builder: (yargs) =>
    yargs
      .options({ json, results })
      .positional("plans", {
        type: "string",
        array: true,
        describe: "plans, by id or by experiment such as table4 (default: list all)",
      })
      .option("all", {
        type: "boolean",
        default: false,
        describe: "of a name show all plans, not only the newest and those at work",
      })
      .option("watch", {
        type: "boolean",
        default: false,
        describe: "repeat every 2 s until no process works on them",
      }),
  handler: async ({ plans, results, watch, all, json }, output) => {
    const isDetailed = plans !== undefined && plans.length > 0;
    const look = (): Promise<Status> => status({ plans, all, results });
    const dataOf = ({ plans: found, older }: Status): object => ({
      plans: found.map((plan) => planData(plan, isDetailed)),
      ...(older.length > 0 && { older }),
    });
    const textOf = ({ root, plans: found, older }: Status): string =>
      isDetailed ? found.map(planText).join("\n") + olderText(older) : listText(root, found);
    const codeFor = ({ plans: found }: Status): ExitCode =>
      isDetailed ? exitCodeOf(found) : ExitCode.done;
    if (!watch) {
      const found = await look();
      return { exitCode: codeFor(found), data: dataOf(found), text: textOf(found) };
    }
    // Repeated, each state is one line of JSON, so that a reader knows where one ends.
    return { exitCode: codeFor(await follow(look, json ? dataOf : textOf, output)) };
  },
});

/** Shows the plans again and again, in place on a terminal, until no process works on any. */
async function follow(
  look: () => Promise<Status>,
  render: (found: Status) => string | object,
  output: Output,
): Promise<Status> {
  const block = output.terminal === null ? null : await inPlace(output.terminal);
  for (;;) {
    const found = await look();
    const shown = render(found);
    if (typeof shown !== "string") output.line(shown);
    else if (block === null) output.line(shown.replace(/\n$/, ""));
    else block(inRows(shown, output.terminal?.rows));
    if (!found.plans.some(isBusy)) {
      block?.done();
      return found;
    }
    await delay(WATCH_SECONDS * 1000);
  }
}

/** As much as the terminal shows: what is at work comes first, and must not scroll away. */
function inRows(text: string, rows: number | undefined): string {
  const lines = text.trimEnd().split("\n");
  const most = Math.max(5, (rows ?? Infinity) - 2);
  if (lines.length <= most) return text;
  return [...lines.slice(0, most), `… ${lines.length - most} more lines without --watch`].join(
    "\n",
  );
}

async function inPlace(terminal: NodeJS.WriteStream) {
  const { createLogUpdate } = await import("log-update");
  return createLogUpdate(terminal);
}
