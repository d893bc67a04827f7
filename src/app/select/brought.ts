import { resolve } from "node:path";
import { ENCODERS } from "../../methods/encoders/registry.js";
import type { OwnDataset } from "../../contract/corpus/dataset.js";
import type { EncoderSpec } from "../../contract/corpus/encoder.js";
import type { TableDefinition } from "../../experiment/dsl/dsl.js";
import { isProgramAxis, programKey, type ProgramDefinition } from "../../experiment/dsl/program.js";
import type { ExportedModel } from "../../exported/read.js";
import type { LoadedProgram } from "../../programs/locate.js";

interface BroughtData {
  /** The definition, with names in place of the encoders that it describes. */
  readonly definition: TableDefinition;
  readonly datasets: readonly OwnDataset[];
  readonly encoders: readonly EncoderSpec[];
}

/** Data sets and encoders that are not the project's. The code that reads them is imported only where there are some. */
export async function dataOf(definition: TableDefinition, path: string): Promise<BroughtData> {
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
export async function programsOf(
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
export async function initsOf(
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
