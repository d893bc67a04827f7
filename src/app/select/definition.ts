import { dirname, relative, resolve } from "node:path";
import { badInput } from "../../base/errors.js";
import { nearest } from "../../base/text/nearest.js";
import { shown as shownValue } from "../../base/text/shown.js";
import { catalogWith } from "../../methods/index.js";
import type { LoadedBackbone } from "../../extensions/own-backbones.js";
import type { LoadedLoss } from "../../extensions/own-losses.js";
import type { OwnDataset } from "../../contract/corpus/dataset.js";
import type { EncoderSpec } from "../../contract/corpus/encoder.js";
import { ownDataset } from "../../methods/datasets/own.js";
import { ENCODERS } from "../../methods/encoders/registry.js";
import type { Catalog } from "../../contract/catalog.js";
import { checkTable } from "../../experiment/check/table.js";
import type { TableDefinition } from "../../experiment/dsl/dsl.js";
import type { ExportedModel } from "../../exported/read.js";
import type { Experiment } from "../../experiment/dsl/experiment.js";
import { isProgramAxis, programKey, type ProgramDefinition } from "../../experiment/dsl/program.js";
import type { LoadedProgram } from "../../programs/locate.js";
import {
  PAPER_TABLES,
  isPaperTable,
  isPrinted,
  readPaperTable,
} from "../../report/paper/printed.js";
import type { PaperTable } from "../../report/paper/paper-table.js";

export interface LoadedExperiment {
  readonly experiment: Experiment;
  /** The printed table that it is compared with. */
  readonly paper: PaperTable | null;
  /** What its axes were checked against. */
  readonly catalog: Catalog;
  /** Losses that its file brings. */
  readonly own: readonly LoadedLoss[];
  /** Backbones that its file brings. */
  readonly backbones: readonly LoadedBackbone[];
  /** Data sets that its file brings. */
  readonly datasets: readonly OwnDataset[];
  /** Encoders that its file brings, or names with where they are. */
  readonly encoders: readonly EncoderSpec[];
  /** Exported models that its runs start from. */
  readonly inits: readonly ExportedModel[];
  /** Programs that train in the built-in trainer's place. */
  readonly programs: readonly LoadedProgram[];
}

/** Axes of all lines that have none of their own, as the command gives them. */
export interface GivenAxes {
  readonly program?: ProgramDefinition | undefined;
  /** Folder of an exported model, absolute. */
  readonly init?: string | undefined;
}

/** Losses and backbones of a file. */
export type OwnMethods = Pick<LoadedExperiment, "own" | "backbones">;

/**
 * A table with everything that its lines name: data sets, encoders, losses, programs and the printed numbers.
 * @param path of its file; commands and relative paths in it start from that folder.
 * @param given axes of all lines that have none of their own.
 * @param methods the losses and backbones that its file brings.
 * @throws AmtlError (2) for anything that is no table, and for values that an axis does not take.
 */
export async function checkDefinition(
  exported: unknown,
  path: string,
  { program, init }: GivenAxes,
  methods: OwnMethods = { own: [], backbones: [] },
): Promise<LoadedExperiment> {
  const file = shown(path);
  if (!isTable(exported)) {
    throw badInput("Experiment file exports no table", {
      where: file,
      expected: 'export default table("my-table", { title, base, rows, columns, seeds })',
      got: exported === undefined ? "no default export" : wrongField(exported),
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
  const base = {
    ...named.base,
    ...(init !== undefined && { init }),
    ...(program !== undefined && { worker: program }),
  };
  const definition = { ...named, base };
  const inits = await initsOf(definition, dirname(path));
  const programs = await programsOf(definition, program, dirname(path), file);
  const catalog: Catalog = {
    ...catalogWith({
      losses: methods.own.map(({ loss }) => loss),
      backbones: methods.backbones.map(({ backbone }) => backbone),
      datasets: datasets.map(ownDataset),
      encoders,
    }),
    programs: new Map([...programs].map(([key, { spec }]) => [key, spec])),
    inits: new Map([...inits].map(([text, { sha256 }]) => [text, sha256])),
  };
  return {
    experiment: checkTable(definition, file, catalog, paper?.cells ?? []),
    paper,
    catalog,
    ...methods,
    datasets,
    encoders,
    programs: [...programs.values()],
    inits: [...inits.values()],
  };
}

/** A path as people read it: relative below the working directory, else whole. */
function shown(file: string): string {
  const path = relative(process.cwd(), file);
  return path.startsWith("..") ? file : path;
}

/** Data sets and encoders that are not the project's. The code that reads them is imported only where there are some. */
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

/** Programs that base, rows and columns name, by programKey; what is no program is refused by the table's check. */
async function programsOf(
  { base, rows, columns }: TableDefinition,
  given: ProgramDefinition | undefined,
  folder: string,
  file: string,
): Promise<ReadonlyMap<string, LoadedProgram>> {
  const named = [base, ...[...rows, ...columns].map(({ axes }) => axes)].flatMap(({ worker }) =>
    isProgramAxis(worker) ? [worker] : [],
  );
  const found = new Map<string, LoadedProgram>();
  if (named.length === 0) return found;
  const { loadProgram } = await import("../../programs/locate.js");
  for (const axis of named) {
    const key = programKey(axis);
    if (!found.has(key))
      found.set(
        key,
        await loadProgram(axis, folder, given === axis ? "--worker" : `${file}, axis worker`),
      );
  }
  return found;
}

/** Exported models that base, rows and columns name, by the text that names their folder. */
async function initsOf(
  { base, rows, columns }: TableDefinition,
  folder: string,
): Promise<ReadonlyMap<string, ExportedModel>> {
  const found = new Map<string, ExportedModel>();
  const named = [base, ...[...rows, ...columns].map(({ axes }) => axes)];
  for (const { init } of named) {
    if (typeof init !== "string" || found.has(init)) continue;
    const { readExported } = await import("../../exported/read.js");
    found.set(init, await readExported(resolve(folder, init)));
  }
  return found;
}

/** A name that can be part of a file's name on every system, in any script. */
const ID = /^[\p{L}\p{N}_][\p{L}\p{M}\p{N}_.+-]*$/u;

/** What each field has to be for the checks of its content to name the rest that is wrong. */
const FIELDS: Readonly<
  Record<string, readonly [expected: string, fits: (value: unknown) => boolean]>
> = {
  id: ["letters, digits and _ . + -", (value) => typeof value === "string" && ID.test(value)],
  title: ["a text", (value) => typeof value === "string"],
  base: ["axes of all lines", (value) => typeof value === "object" && value !== null],
  rows: ["a list of lines with a label", (value) => areLines(value)],
  columns: ["a list of lines with a label", (value) => areLines(value)],
  seeds: ["a list of whole numbers", (value) => Array.isArray(value)],
};
const OF_FIGURES = ["series", "points", "x"];

/** What of an export is not as table(…) or figure(…) makes it, with the field that was probably meant. */
function wrongField(value: unknown): string {
  if (typeof value !== "object" || value === null) return typeof value;
  const given = Object.keys(value);
  const missing = Object.keys(FIELDS).find((name) => !given.includes(name));
  if (missing === undefined) {
    const table = value as Readonly<Record<string, unknown>>;
    const wrong = Object.entries(FIELDS).find(([name, [, fits]]) => !fits(table[name]));
    return wrong === undefined
      ? 'a field that is not as table("my-table", { … }) makes it'
      : `${wrong[0]}: ${shownValue(table[wrong[0]], 60)}, which is not ${wrong[1][0]}`;
  }
  const known = [...Object.keys(FIELDS), ...OF_FIGURES];
  const meant = given.find(
    (name) => !known.includes(name) && nearest(name, [missing]) !== undefined,
  );
  return meant === undefined ? `no field ${missing}` : `${meant} in place of ${missing}`;
}

function isTable(value: unknown): value is TableDefinition {
  if (typeof value !== "object" || value === null) return false;
  const table = value as Readonly<Record<string, unknown>>;
  return (
    table.kind === "table" &&
    Object.entries(FIELDS).every(([name, [, fits]]) => fits(table[name])) &&
    ["string", "undefined"].includes(typeof table.x)
  );
}

const areLines = (value: unknown): boolean => Array.isArray(value) && value.every(isLine);

const isLine = (value: unknown): boolean => {
  const line = value as { readonly label?: unknown; readonly axes?: unknown } | null;
  return typeof line?.label === "string" && typeof line.axes === "object" && line.axes !== null;
};
