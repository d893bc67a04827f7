import { join, resolve } from "node:path";
import { EXPERIMENTS } from "../../../experiments/index.js";
import { badInput, type AmtlError } from "../../base/errors.js";
import { projectRoot } from "../../base/root.js";
import type { TableDefinition } from "../../experiment/dsl/dsl.js";
import type { UserFile } from "../../extensions/user-file.js";
import {
  checkDefinition,
  type GivenAxes,
  type LoadedExperiment,
  type OwnMethods,
} from "./definition.js";
import { entriesOf, entryOf } from "./names.js";

/**
 * The experiments behind a name: the id of a table, figure or study, `all`, the path of a user's file, or a table itself.
 * @param given axes of all lines that have none of their own.
 * @throws AmtlError (2) for an unknown name (the nearest is offered) or a file that exports no table.
 */
export async function loadExperiments(
  name: string | TableDefinition,
  given: GivenAxes = {},
): Promise<readonly LoadedExperiment[]> {
  if (typeof name !== "string") return [await checkGiven(name, given)];
  if (name === "all") {
    return Promise.all(EXPERIMENTS.map(({ file, load }) => loadDefault(file, load, given)));
  }
  if (/\.[cm]?[jt]s$/.test(name)) return [await loadExperimentFile(name, given)];
  return Promise.all(entriesOf(name).map(({ file, load }) => loadDefault(file, load, given)));
}

/**
 * A user's own experiment, TypeScript or JavaScript, with the losses and backbones that it brings.
 * @throws AmtlError (2) when the file is missing, does not load, or exports no table.
 */
async function loadExperimentFile(path: string, given: GivenAxes): Promise<LoadedExperiment> {
  const { loadUserFile } = await import("../../extensions/user-file.js");
  const file = await loadUserFile(path);
  const entry = entryOf((file.exported as { readonly id?: unknown } | undefined)?.id);
  if (entry !== undefined && resolve(file.path) !== join(projectRoot(), entry.file))
    throw taken(entry.id, path);
  return checkDefinition(file.exported, file.path, given, await methodsOf(file));
}

/** What a file's table lists; what looks at it is loaded only where there is some. */
async function methodsOf(file: UserFile): Promise<OwnMethods> {
  const { losses, backbones } = (file.exported ?? {}) as {
    readonly losses?: unknown;
    readonly backbones?: unknown;
  };
  const ownLosses = losses === undefined ? null : await import("../../extensions/own-losses.js");
  const ownBackbones =
    backbones === undefined ? null : await import("../../extensions/own-backbones.js");
  return {
    own: (await ownLosses?.loadOwnLosses(losses, file)) ?? [],
    backbones: (await ownBackbones?.loadOwnBackbones(backbones, file)) ?? [],
  };
}

/**
 * A table that a script made. The commands of its lines run in the working directory.
 * @throws AmtlError (2) for losses and backbones of its own: a worker loads them from a file.
 */
async function checkGiven(
  definition: TableDefinition,
  given: GivenAxes,
): Promise<LoadedExperiment> {
  const place = `table("${definition.id}")`;
  const entry = entryOf(definition.id);
  if (entry !== undefined && (await entry.load()).default !== definition)
    throw taken(entry.id, place);
  const needsFile = (["losses", "backbones"] as const).find(
    (field) => definition[field] !== undefined,
  );
  if (needsFile === undefined)
    return checkDefinition(definition, join(process.cwd(), place), given);
  throw badInput(`Own ${needsFile} require an experiment file`, {
    where: `${place}, ${needsFile}`,
    expected: "the path of a file whose default export is the table",
    got: "a table without a file",
  });
}

/** Files of a table are called by its id: another table must not replace them. */
const taken = (id: string, where: string): AmtlError =>
  badInput(`Table id "${id}" is taken`, {
    where,
    expected: "an id that no experiment of the project has",
    got: id,
    fix: `call it my-${id}; beside: "${id}" compares it with the printed table`,
  });

async function loadDefault(
  file: string,
  load: () => Promise<{ readonly default: TableDefinition }>,
  given: GivenAxes,
): Promise<LoadedExperiment> {
  return checkDefinition((await load()).default, join(projectRoot(), file), given);
}
