import { logs, type Logs, type Places } from "../../../app/logs/logs.js";
import { ExitCode } from "../../../base/errors.js";
import type { RunEvent } from "../../../contract/event.js";
import { command, type Output } from "../../command.js";
import { json, results } from "../../options.js";
import { newLogWords } from "./words.js";
import { shortId } from "../../../base/text/short-id.js";

/** `amtl-run logs`: what happened to a run, in words or as it was logged. */
export default command({
  builder: (yargs) =>
    yargs
      .options({ json, results })
      .positional("run", {
        type: "string",
        demandOption: true,
        describe: "id of a run, or its first digits",
      })
      .option("follow", {
        alias: "f",
        type: "boolean",
        default: false,
        describe: "follow the log until the run ends, through new attempts",
      })
      .option("attempt", {
        type: "number",
        requiresArg: true,
        describe: "attempt to show (default: the last)",
      }),
  handler: async ({ run, attempt, follow, results, json }, output) => {
    const last = await show(await logs({ run, attempt, follow, results }), json, output);
    if (!follow || last?.type === "finished") return { exitCode: ExitCode.done };
    return { exitCode: last?.type === "failed" ? ExitCode.failed : ExitCode.incomplete };
  },
});

/** Prints a log as it comes, and at its end where everything is. @returns its last event. */
async function show(found: Logs, json: boolean, output: Output): Promise<RunEvent | null> {
  const { trainId, label } = found;
  const { lineOf } = newLogWords(trainId);
  let last: RunEvent | null = null;
  let { attempt } = found;
  for await (const each of found.found) {
    if (each.type === "attempt") {
      ({ attempt } = each);
      if (!json) output.line(`${shortId(trainId)}  ${label}, attempt ${attempt}`);
      continue;
    }
    // A line that a crash tore is no JSON; it stays in the file.
    if (each.event === null) continue;
    last = each.event;
    const line = json ? each.text : lineOf(each.event);
    if (line !== null) output.line(line);
  }
  if (!json) for (const line of placeLines(await found.placesOf(attempt))) output.line(line);
  return last;
}

const placeLines = ({ events, stderr, run, lastWords, earlier }: Places): readonly string[] => [
  ...(lastWords.length === 0
    ? []
    : ["", "end of the worker's standard error:", ...lastWords.map((line) => `  ${line}`)]),
  "",
  `events:  ${events}`,
  `worker:  ${stderr}`,
  `run:     ${run}`,
  ...(earlier.length === 0 ? [] : [`earlier: --attempt ${earlier.join(", ")}`]),
];
