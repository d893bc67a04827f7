import { listExperiments, type ExperimentList } from "../../app/list.js";
import { ExitCode } from "../../base/errors.js";
import { command } from "../command.js";
import { json, profile, readProfile } from "../options.js";
import { fittedTable } from "../../app/text/fitted-table.js";

/** `amtl-run list`: what can be run, and how many runs it takes. */
export default command({
  builder: (yargs) => yargs.options({ json, profile }),
  handler: async (options) => {
    const list = await listExperiments(readProfile(options.profile));
    return { exitCode: ExitCode.done, data: list, text: () => textOf(list) };
  },
});

function textOf({ profile, experiments, plots, profiles }: ExperimentList): string {
  const rows = experiments.map(({ id, title, cells, runs }) => [
    id,
    title,
    String(cells),
    String(runs),
  ]);
  return [
    fittedTable(["experiment", "title", "cells", `runs (${profile})`], rows, [0, 1]),
    "",
    "plots of a table: amtl-run report table4 --plot NAME",
    ...plots.map(({ id, title }) => `${id.padEnd(16)}  ${title}`),
    "",
    ...profiles.map(({ id, about }) => `profile ${id.padEnd(5)}  ${about}`),
    "",
  ].join("\n");
}
