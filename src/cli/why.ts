import { badInput, ExitCode } from "../base/errors.js";
import { nearest } from "../base/nearest.js";
import { shortId } from "../base/short-id.js";
import { labelOf } from "../experiment/plan/run-label.js";
import { resultsRoot } from "../store/paths.js";
import type { CommandModule } from "./command.js";
import { jsonOption, type JsonOption } from "./json-option.js";
import { isIdPart, runIds } from "./run-words.js";
import { tellCell } from "./why/cell-story.js";
import { identityIn, tellRun, type RunStory } from "./why/run-story.js";
import { plansIn, sameSpec } from "./why/search.js";
import { cellText, runText } from "./why/text.js";

interface Options extends JsonOption {
  readonly what: string;
  readonly experiments: readonly string[] | undefined;
  readonly profile: string | undefined;
  readonly seeds: string | undefined;
  readonly results: string | undefined;
}

/** `amtl-run why`: what a run is and why it will run again, or which runs are behind a cell. */
const command: CommandModule<Options> = {
  builder: (yargs) =>
    jsonOption(yargs)
      .positional("what", {
        type: "string",
        demandOption: true,
        describe: "id of a run, or its first digits; or of a cell, such as table4/r01/c1",
      })
      .positional("experiments", {
        type: "string",
        array: true,
        describe: "where to look for it: names, or files such as ./my-table.ts (default: all)",
      })
      .option("profile", {
        type: "string",
        requiresArg: true,
        describe: "where to look for it (default: all; for a cell, smoke)",
      })
      .option("seeds", {
        type: "string",
        requiresArg: true,
        describe: "seeds to look for (default: all of the paper's)",
      })
      .option("results", {
        type: "string",
        requiresArg: true,
        describe: "folder of runs and tables (default: AMTL_RESULTS, else results/)",
      }),
  handler: async (options) =>
    options.what.includes("/") ? await whyCell(options) : await whyRun(options),
};
export default command;

const print = ({ json }: JsonOption, value: object, text: string): ExitCode => {
  process.stdout.write(json ? `${JSON.stringify(value, null, 2)}\n` : text);
  return ExitCode.done;
};

async function whyCell(options: Options): Promise<ExitCode> {
  const { what, experiments = [], profile = "smoke", seeds, results } = options;
  const table = what.split("/")[0];
  const known: string[] = [];
  for await (const plan of plansIn(experiments, profile, seeds)) {
    const cell = plan.cells.find(({ id }) => id === what);
    if (cell !== undefined) {
      const story = await tellCell(resultsRoot(results), plan.profile, cell, plan.runs);
      return print(options, story, cellText(story));
    }
    known.push(...plan.cells.map(({ id }) => id));
  }
  const same = known.filter((id) => id.startsWith(`${table}/`));
  const meant = nearest(what, same.length > 0 ? same : known);
  throw badInput(`Unknown cell "${what}"`, {
    expected: "a cell as the CSV of its table names it, such as table4/r01/c1",
    got: what,
    fix:
      meant === undefined
        ? `amtl-run why ${what} ./my-table.ts, where it is a cell of a file of yours`
        : `amtl-run why ${meant}`,
  });
}

async function whyRun(options: Options): Promise<ExitCode> {
  const { what, experiments = [], profile, seeds, results } = options;
  const root = resultsRoot(results);
  const stories = new Map<string, RunStory>();
  const there = isIdPart(what) ? (await runIds(root)).filter((id) => id.startsWith(what)) : [];
  const identities = new Map(
    await Promise.all(there.map(async (id) => [id, await identityIn(root, id)] as const)),
  );
  const planned: string[] = [];
  for await (const { runs } of plansIn(experiments, profile, seeds)) {
    planned.push(...runs.map(({ trainId }) => trainId));
    for (const run of runs.filter(({ trainId }) => isIdPart(what) && trainId.startsWith(what))) {
      const { trainId, label, spec, dependencies } = run;
      const identity = { spec, dependencies };
      stories.set(trainId, await tellRun(root, { trainId, label, identity }, run));
    }
    for (const [trainId, identity] of identities) {
      if (identity === null || stories.has(trainId)) continue;
      const same = sameSpec(identity.spec, runs);
      if (same === undefined) continue;
      const label = labelOf(identity.spec);
      stories.set(trainId, await tellRun(root, { trainId, label, identity }, same));
    }
    if (stories.size > 0) break;
  }
  for (const [trainId, identity] of identities) {
    if (identity === null || stories.has(trainId)) continue;
    const label = labelOf(identity.spec);
    stories.set(trainId, await tellRun(root, { trainId, label, identity }, undefined));
  }
  const [story, ...others] = stories.values();
  if (stories.size === 0) throw unknownRun(what, [...planned, ...(await runIds(root))]);
  if (others.length > 0) {
    const got = [story, ...others].map(({ trainId }) => shortId(trainId)).join(", ");
    throw badInput(`Several runs begin with "${what}"`, {
      expected: "more digits",
      got,
      fix: `amtl-run why ${shortId(story.trainId)}, for example`,
    });
  }
  return print(options, story, runText(story));
}

function unknownRun(what: string, known: readonly string[]): Error {
  const meant = nearest(what, known.map(shortId));
  return badInput(`Unknown run "${what}"`, {
    expected: "the id of a run that is there or planned (its first digits), or of a cell",
    got: what,
    fix: meant === undefined ? "amtl-run plan TABLE lists ids" : `amtl-run why ${meant}`,
  });
}
