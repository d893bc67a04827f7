import { basename, dirname } from "node:path";
import { canonicalJson } from "../base/canonical.js";
import { badInput } from "../base/errors.js";
import type { EncoderSpec } from "../contract/corpus/encoder.js";
import { isPlace, originFrom } from "../corpus/encoders/origin.js";
import type { Line, TableDefinition } from "../experiment/dsl/dsl.js";
import type { Axes } from "../experiment/dsl/axes.js";
import { ownEncoder } from "../methods/encoders/own.js";
import { ENCODERS } from "../methods/encoders/registry.js";

/**
 * The encoders that a table names without bringing them: those of the configuration files, and folders and
 * repositories that stand where an id would. The latter are then called by their last name ("./models/scibert" is
 * scibert), so that where a folder lies is no part of a run's identity.
 *
 * @param own those that the file brings.
 * @param file absolute path of the experiment file: folders are relative to it.
 * @throws AmtlError (2) for a place whose last name is that of another encoder.
 */
export async function nameEncoders(
  definition: TableDefinition,
  own: readonly EncoderSpec[],
  file: string,
): Promise<{ readonly definition: TableDefinition; readonly encoders: readonly EncoderSpec[] }> {
  const { base, rows, columns } = definition;
  const known = new Map([...ENCODERS, ...own.map((each) => [each.id, each] as const)]);
  const named = [base, ...[...rows, ...columns].map(({ axes }) => axes)].flatMap(({ encoder }) =>
    typeof encoder === "string" && !known.has(encoder) ? [encoder] : [],
  );
  if (named.length === 0) return { definition, encoders: own };
  const found = new Map<string, EncoderSpec>();
  const nameOf = new Map<string, string>();
  for (const name of new Set(named)) {
    if (isPlace(name)) {
      const id = basename(name).replace(/@.*$/, "");
      const origin = originFrom(name, dirname(file));
      const taken = known.get(id) ?? found.get(id);
      if (taken !== undefined && canonicalJson(taken.origin) !== canonicalJson(origin)) {
        throw badInput(`Duplicate encoder "${id}"`, {
          where: `${file}, axis encoder`,
          expected: "a folder of another name",
          got: name,
          fix: `give it an id of its own: encoders: [encoder("my-encoder", ${JSON.stringify(name)})] in the table`,
        });
      }
      if (taken === undefined) found.set(id, ownEncoder(id, origin));
      nameOf.set(name, id);
    } else {
      // All of them, so that a name which none of them has is refused with those that there are.
      for (const id of await configured()) {
        if (!known.has(id)) found.set(id, ownEncoder(id, { kind: "pretrained" }));
      }
    }
  }
  const renamed = <T extends Axes>(axes: T): T => {
    const id = nameOf.get(axes.encoder ?? "");
    return id === undefined ? axes : { ...axes, encoder: id };
  };
  const lines = (all: readonly Line[]): readonly Line[] =>
    all.map((each) => ({ ...each, axes: renamed(each.axes) }));
  return {
    definition: { ...definition, base: renamed(base), rows: lines(rows), columns: lines(columns) },
    encoders: [...own, ...found.values()],
  };
}

/** Reading the configuration takes long, so that only names that nothing else knows are looked for in it. */
async function configured(): Promise<readonly string[]> {
  const { readConfig } = await import("../corpus/files/config.js");
  return Object.keys(readConfig().encoders);
}
