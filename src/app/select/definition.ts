import { dirname, relative } from "node:path";
import { badInput } from "../../base/errors.js";
import { nearest } from "../../base/text/nearest.js";
import { catalogWith } from "../../methods/index.js";
import type { LoadedBackbone } from "../../extensions/own-backbones.js";
import type { LoadedLoss } from "../../extensions/own-losses.js";
import type { OwnDataset } from "../../contract/corpus/dataset.js";
import type { EncoderSpec } from "../../contract/corpus/encoder.js";
import { ownDataset } from "../../methods/datasets/own.js";
import type { Catalog } from "../../contract/catalog.js";
import { checkTable } from "../../experiment/check/table.js";
import type { ExportedModel } from "../../exported/read.js";
import type { Experiment } from "../../experiment/dsl/experiment.js";
import type { ProgramDefinition } from "../../experiment/dsl/program.js";
import type { LoadedProgram } from "../../programs/locate.js";
import {
  PAPER_TABLES,
  isPaperTable,
  isPrinted,
  readPaperTable,
} from "../../report/paper/printed.js";
import type { PaperTable } from "../../report/paper/paper-table.js";
import { dataOf, initsOf, programsOf } from "./brought.js";
import { isTable, wrongField } from "./table-form.js";

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
