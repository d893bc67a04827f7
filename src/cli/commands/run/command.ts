import type { DryRun } from "../../../app/run/dry-run.js";
import type { UntilRequest } from "../../../app/until/request.js";
import { badInput, ExitCode } from "../../../base/errors.js";
import { shortId } from "../../../base/text/short-id.js";
import { command, type Answer, type Output } from "../../command.js";
import { executionOptions, executionRequest } from "../../execution-options.js";
import { experiments, format, json, readIds } from "../../options.js";
import { selectionOptions, selectionRequest } from "../../selection-options.js";

/** `amtl-run run`, and behind `amtl-run table4` and `amtl-run all`: does what is not done, then reports. */
export default command({
  builder: (yargs) =>
    yargs
      .options({ ...selectionOptions, ...executionOptions, format, json })
      .positional("experiments", experiments),
  handler: async (options, output) => {
    const { json, quiet, twice } = options;
    const request = {
      ...selectionRequest(options.experiments, options),
      ...executionRequest(options),
      formats: readIds(options.format),
      twice,
      force: options.force ?? [],
    };
    if (options.until !== undefined)
      return await untilAnswer({ ...request, maxSeeds: options["max-seeds"] }, output, options);
    if (options["dry-run"]) {
      const { dryRun } = await import("../../../app/run/dry-run.js");
      return await dryRunAnswer(await dryRun(request));
    }
    const [{ run }, { watchRun }] = await Promise.all([
      import("../../../app/run/run.js"),
      import("./watch.js"),
    ]);
    const outcome = await run(request, watchRun(output, { json, quiet }));
    const { answerOf } = await import("./answer.js");
    return answerOf(outcome, output, { json, quiet });
  },
});

/** Seeds until cells are decided. */
async function untilAnswer(
  request: UntilRequest,
  output: Output,
  options: { readonly json: boolean; readonly quiet: boolean; readonly "dry-run": boolean },
): Promise<Answer> {
  if (options["dry-run"]) {
    throw badInput("--until decided has no --dry-run", {
      where: "--dry-run",
      expected: "which seeds come next depends on what the earlier ones give",
      fix: "amtl-run plan TABLE --profile paper --cost says what further seeds decide",
    });
  }
  const [{ runUntil }, { watchRun }, { answerOfUntil }] = await Promise.all([
    import("../../../app/until/until.js"),
    import("./watch.js"),
    import("./until.js"),
  ]);
  return answerOfUntil(await runUntil(request, watchRun(output, options)), output, options);
}

async function dryRunAnswer(found: DryRun): Promise<Answer> {
  if (found.kind === "plan") {
    const answer = await (await import("../plan/command.js")).planAnswer(found.plan);
    const again = found.forced.map(({ trainId, label }) => `${shortId(trainId)} (${label})`);
    const notes = again.length === 0 ? [] : [`Would be trained again: ${again.join(", ")}`];
    return { ...answer, notes: [...(answer.notes ?? []), ...notes] };
  }
  const { runs, tasks, script, warnings, note } = found;
  return {
    exitCode: ExitCode.done,
    data: { tasks, script, ...(warnings.length > 0 && { warnings }) },
    isScript: true,
    text: script ?? "",
    notes: [
      ...warnings.map(({ text }) => text),
      ...(note === null ? [] : [note]),
      ...(script === null ? [`Nothing to submit: all ${runs} runs are done.`] : []),
    ],
  };
}
