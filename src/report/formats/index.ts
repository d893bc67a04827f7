import { badInput } from "../../base/errors.js";
import { nearest } from "../../base/text/nearest.js";
import { CRATE } from "./crate.js";
import type { Format } from "./format.js";
import * as list from "./list.js";

/** Every format by its id. */
export const FORMATS: ReadonlyMap<string, Format> = new Map(
  Object.values(list).map((format): [string, Format] => [format.id, format]),
);

/** What `--format` takes. */
export const FORMAT_IDS: readonly string[] = [...FORMATS.keys(), CRATE.id];

/**
 * The format of a file: the one that is asked for, or the one of its name's end; text where neither says.
 * @throws AmtlError (2) for an unknown format, for several, and for a name whose end says none.
 */
export function formatOfFile(file: string, asked: readonly string[]): Format {
  if (asked.length > 1) {
    throw badInput("One file has one format", {
      where: "--format",
      expected: "one format beside --out",
      got: asked.join(", "),
    });
  }
  const id = asked.length === 1 ? asked[0] : file === "-" ? "text" : idOfName(file);
  return known(id);
}

/** The longest end that fits: "a.wide.csv" is no CSV of cells. */
function idOfName(file: string): string {
  const fitting = [...FORMATS.values()]
    .filter(({ extension }) => file.endsWith(`.${extension}`))
    .sort((a, b) => b.extension.length - a.extension.length);
  const best = fitting.at(0);
  if (best !== undefined) return best.id;
  throw badInput("The file's name says no format", {
    where: "--out",
    expected: `--format, or an end such as ${[...FORMATS.values()].map(({ extension }) => `.${extension}`).join(", ")}`,
    got: file,
  });
}

/** @throws AmtlError (2) for an unknown format. */
function known(id: string): Format {
  const format = FORMATS.get(id);
  if (format !== undefined) return format;
  if (id === CRATE.id) {
    throw badInput("A crate is written on its own", {
      where: `--format ${id}`,
      expected: "amtl-run report with this format alone and a folder or .zip for --out",
      fix: `amtl-run report table4 --format ${id} --out table4-crate`,
    });
  }
  const meant = nearest(id, FORMAT_IDS);
  throw badInput(`Unknown format "${id}"`, {
    where: "--format",
    expected: FORMAT_IDS.join(", "),
    got: id,
    ...(meant !== undefined && { fix: `write ${meant}` }),
  });
}

/**
 * The formats in which a report's files are written: the default ones and those that are asked for.
 * @throws AmtlError (2) for an unknown format.
 */
export function formatsFor(asked: readonly string[]): readonly Format[] {
  asked.forEach(known);
  const wanted = [...FORMATS.values()].filter(
    ({ id, isDefault }) => isDefault || asked.includes(id),
  );
  return wanted.sort((a, b) => Number(a.shows === "figure") - Number(b.shows === "figure"));
}
