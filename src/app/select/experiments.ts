import { dirname, join, relative } from "node:path";
import { EXPERIMENTS } from "../../../experiments/index.js";
import { badInput } from "../../base/errors.js";
import { nearest } from "../../base/nearest.js";
import { projectRoot } from "../../base/root.js";
import { catalogWith } from "../../methods/index.js";
import type { LoadedLoss } from "../../extensions/own-losses.js";
import type { OwnDataset } from "../../contract/corpus/dataset.js";
import type { EncoderSpec } from "../../contract/corpus/encoder.js";
import { ownDataset } from "../../methods/datasets/own.js";
import { ENCODERS } from "../../methods/encoders/registry.js";
import type { Catalog } from "../../contract/catalog.js";
import { checkTable } from "../../experiment/check/index.js";
import type { TableDefinition } from "../../experiment/dsl/dsl.js";
import type { Experiment } from "../../experiment/dsl/experiment.js";
import { isWorkerAxis, workerKey, type WorkerDefinition } from "../../experiment/dsl/worker.js";
import type { LoadedWorker } from "../../programs/locate.js";
import {
  PAPER_TABLES,
  isPaperTable,
  isPrinted,
  readPaperTable,
} from "../../report/paper/printed.js";
import type { PaperTable } from "../../report/paper/paper-table.js";
import { entriesOf } from "./names.js";

export interface LoadedExperiment {
  readonly experiment: Experiment;
  /** The printed table that stands beside it. */
  readonly paper: PaperTable | null;
  /** What its axes were checked against. */
  readonly catalog: Catalog;
  /** Losses that its file brings. */
  readonly own: readonly LoadedLoss[];
  /** Data sets that its file brings. */
  readonly datasets: readonly OwnDataset[];
  /** Encoders that its file brings, or names with where they are. */
  readonly encoders: readonly EncoderSpec[];
  /** Programs that train in the built-in trainer's place. */
  readonly workers: readonly LoadedWorker[];
}

/**
 * The experiments behind a name: the id of a table, figure or study, `all`, the path of a user's file, or a table itself.
 * @param worker of all lines that have none of their own.
 * @throws AmtlError (2) for an unknown name (the nearest is offered) or a file that is no experiment;
 *   (3) for a table of the paper that has no experiment yet.
 */
export async function loadExperiments(
  name: string | TableDefinition,
  worker?: WorkerDefinition,
): Promise<readonly LoadedExperiment[]> {
  if (typeof name !== "string") return [await checkGiven(name, worker)];
  if (name === "all") {
    return Promise.all(EXPERIMENTS.map(({ file, load }) => loadDefault(file, load, worker)));
  }
  if (/\.[cm]?[jt]s$/.test(name)) return [await loadExperimentFile(name, worker)];
  return Promise.all(entriesOf(name).map(({ file, load }) => loadDefault(file, load, worker)));
}

/**
 * A user's own experiment, TypeScript or JavaScript, with the losses that it brings.
 * @throws AmtlError (2) when the file is missing, does not load, or exports no table.
 */
async function loadExperimentFile(
  path: string,
  worker: WorkerDefinition | undefined,
): Promise<LoadedExperiment> {
  const { loadUserFile } = await import("../../extensions/user-file.js");
  const file = await loadUserFile(path);
  const listed = (file.exported as { readonly losses?: unknown } | undefined)?.losses;
  if (listed === undefined) return check(file.exported, file.path, worker);
  const { loadOwnLosses } = await import("../../extensions/own-losses.js");
  return check(file.exported, file.path, worker, await loadOwnLosses(listed, file));
}

/**
 * A table that a script made. It lies in the working directory, as far as programs of its lines are concerned.
 * @throws AmtlError (2) for losses of its own: a worker loads them from a file.
 */
async function checkGiven(
  definition: TableDefinition,
  worker: WorkerDefinition | undefined,
): Promise<LoadedExperiment> {
  const place = `table("${definition.id}")`;
  if (definition.losses === undefined) return check(definition, join(process.cwd(), place), worker);
  throw badInput("Own losses require an experiment file", {
    where: `${place}, losses`,
    expected: "the path of a file whose default export is the table",
    got: "a table without a file",
  });
}

async function loadDefault(
  file: string,
  load: () => Promise<{ readonly default: TableDefinition }>,
  worker: WorkerDefinition | undefined,
): Promise<LoadedExperiment> {
  return check((await load()).default, join(projectRoot(), file), worker);
}

/** A path as people read it: relative below the working directory, else whole. */
function shown(file: string): string {
  const path = relative(process.cwd(), file);
  return path.startsWith("..") ? file : path;
}

async function check(
  exported: unknown,
  path: string,
  worker: WorkerDefinition | undefined,
  own: readonly LoadedLoss[] = [],
): Promise<LoadedExperiment> {
  const file = shown(path);
  if (!isTable(exported)) {
    throw badInput("Experiment file exports no table", {
      where: file,
      expected: 'export default table("my-table", { title, base, rows, columns, seeds })',
      got: exported === undefined ? "no default export" : typeof exported,
    });
  }
  const beside = exported.beside ?? exported.id;
  if (exported.beside !== undefined && !isPaperTable(exported.beside)) {
    const meant = nearest(exported.beside, PAPER_TABLES);
    throw badInput(`Unknown table "${exported.beside}"`, {
      where: `${file}, beside`,
      expected: PAPER_TABLES.join(", "),
      got: exported.beside,
      ...(meant !== undefined && { fix: `write ${meant}` }),
    });
  }
  const { datasets, encoders, definition: named } = await dataOf(exported, path);
  const paper = isPrinted(beside) ? await readPaperTable(beside) : null;
  const base = worker === undefined ? named.base : { ...named.base, worker };
  const definition = { ...named, base };
  const workers = await workersOf(definition, worker, dirname(path), file);
  const specs = new Map([...workers].map(([key, { spec }]) => [key, spec]));
  const catalog: Catalog = {
    ...catalogWith({
      losses: own.map(({ loss }) => loss),
      datasets: datasets.map(ownDataset),
      encoders,
    }),
    workers: specs,
  };
  return {
    experiment: checkTable(definition, file, catalog, paper?.cells ?? []),
    paper,
    catalog,
    own,
    datasets,
    encoders,
    workers: [...workers.values()],
  };
}

/** Data sets and encoders that are not the project's; what looks at them is loaded only where there are some. */
async function dataOf(
  definition: TableDefinition,
  path: string,
): Promise<Pick<LoadedExperiment, "datasets" | "encoders"> & { definition: TableDefinition }> {
  const { datasets: listed, encoders: brought, base, rows, columns } = definition;
  const named = [base, ...[...rows, ...columns].map(({ axes }) => axes)];
  const isKnown = named.every(({ encoder }) => encoder === undefined || ENCODERS.has(encoder));
  if (listed === undefined && brought === undefined && isKnown)
    return { definition, datasets: [], encoders: [] };
  const { loadOwnDatasets, loadOwnEncoders } = await import("../../extensions/own-data.js");
  const { nameEncoders } = await import("../../extensions/named-encoders.js");
  const datasets = listed === undefined ? [] : await loadOwnDatasets(listed, path);
  const encoders = brought === undefined ? [] : loadOwnEncoders(brought, path);
  return { ...(await nameEncoders(definition, encoders, path)), datasets };
}

/** Programs that base, rows and columns name, by workerKey; what is no worker is refused by the table's check. */
async function workersOf(
  { base, rows, columns }: TableDefinition,
  given: WorkerDefinition | undefined,
  folder: string,
  file: string,
): Promise<ReadonlyMap<string, LoadedWorker>> {
  const named = [base, ...[...rows, ...columns].map(({ axes }) => axes)].flatMap(({ worker }) =>
    isWorkerAxis(worker) ? [worker] : [],
  );
  const found = new Map<string, LoadedWorker>();
  if (named.length === 0) return found;
  const { loadWorker } = await import("../../programs/locate.js");
  for (const axis of named) {
    const key = workerKey(axis);
    if (!found.has(key))
      found.set(
        key,
        await loadWorker(axis, folder, given === axis ? "--worker" : `${file}, axis worker`),
      );
  }
  return found;
}

/** Enough of a table that the checks of its content can say what is wrong with the rest. */
function isTable(value: unknown): value is TableDefinition {
  if (typeof value !== "object" || value === null) return false;
  const { kind, id, title, base, rows, columns, seeds, x } = value as Record<string, unknown>;
  return (
    kind === "table" &&
    typeof id === "string" &&
    /^[\w.-]+$/.test(id) &&
    typeof title === "string" &&
    typeof base === "object" &&
    base !== null &&
    [rows, columns].every((lines) => Array.isArray(lines) && lines.every(isLine)) &&
    Array.isArray(seeds) &&
    ["string", "undefined"].includes(typeof x)
  );
}

const isLine = (value: unknown): boolean => {
  const line = value as { readonly label?: unknown; readonly axes?: unknown } | null;
  return typeof line?.label === "string" && typeof line.axes === "object" && line.axes !== null;
};
