import { EXPERIMENTS, STUDIES } from "../../experiments/index.js";
import { ExitCode } from "../base/errors.js";
import { catalog } from "../methods/index.js";
import { expand, seedsOf } from "../experiment/grid/grid.js";
import { PROFILES, profileOf, type Profile } from "../methods/profiles/profiles.js";
import { PAPER_FIGURES, PAPER_TABLES } from "../report/paper/printed.js";
import { textTable } from "../base/text-table.js";
import type { CommandModule } from "./command.js";
import { loadExperiments } from "../app/select/experiments.js";
import { jsonOption } from "./json-option.js";

interface Options {
  readonly profile: string;
  readonly json: boolean;
}

/** `amtl-run list`: what can be run, and how much it is. */
const command: CommandModule<Options> = {
  builder: (yargs) =>
    jsonOption(yargs).option("profile", {
      type: "string",
      default: "smoke",
      requiresArg: true,
      describe: "count the runs at this scale",
    }),
  handler: async (options) => {
    const profile = profileOf(options.profile);
    const items = await listed(profile);
    const there = new Set(EXPERIMENTS.map(({ id }) => id));
    const absent = [...PAPER_TABLES, ...PAPER_FIGURES].filter((id) => !there.has(id));
    process.stdout.write(
      options.json
        ? `${JSON.stringify({ profile: profile.id, experiments: items, notImplemented: absent }, null, 2)}\n`
        : asText(profile, items, absent),
    );
    return ExitCode.done;
  },
};
export default command;

interface Listed {
  readonly id: string;
  readonly title: string;
  readonly cells: number;
  readonly configurations: number;
  readonly runs: number;
}

/** Runs are counted by their specs alone, so that the list needs neither data nor encoders nor fingerprints. */
async function listed(profile: Profile): Promise<readonly Listed[]> {
  const names = ["all", ...STUDIES.map(({ id }) => id)];
  const loaded = (await Promise.all(names.map((id) => loadExperiments(id)))).flat();
  return loaded.map(({ experiment }) => {
    const seeds = seedsOf(experiment, profile, null);
    // One seed tells how many configurations there are; the others repeat them.
    const cells = expand(experiment, profile, [0], {}, catalog);
    const specs = cells.flatMap(({ status }) =>
      status.kind === "runs" ? status.runs.map(({ train }) => JSON.stringify(train)) : [],
    );
    const configurations = new Set(specs).size;
    return {
      id: experiment.id,
      title: experiment.title,
      cells: experiment.cells.length,
      configurations,
      runs: configurations * seeds.length,
    };
  });
}

function asText(profile: Profile, items: readonly Listed[], absent: readonly string[]): string {
  const rows = items.map(({ id, title, cells, runs }) => [id, title, String(cells), String(runs)]);
  return [
    textTable(["experiment", "title", "cells", `runs (${profile.id})`], rows, [0, 1]),
    "",
    ...Object.values(PROFILES).map(({ id, about }) => `profile ${id.padEnd(5)}  ${about}`),
    ...(absent.length > 0 ? ["", `Not implemented yet: ${absent.join(", ")}`] : []),
    "",
  ].join("\n");
}
