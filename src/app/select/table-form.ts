import { nearest } from "../../base/text/nearest.js";
import { shown } from "../../base/text/shown.js";
import type { TableDefinition } from "../../experiment/dsl/dsl.js";

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
export function wrongField(value: unknown): string {
  if (typeof value !== "object" || value === null) return typeof value;
  const given = Object.keys(value);
  const missing = Object.keys(FIELDS).find((name) => !given.includes(name));
  if (missing === undefined) {
    const table = value as Readonly<Record<string, unknown>>;
    const wrong = Object.entries(FIELDS).find(([name, [, fits]]) => !fits(table[name]));
    return wrong === undefined
      ? 'a field that is not as table("my-table", { … }) makes it'
      : `${wrong[0]}: ${shown(table[wrong[0]], 60)}, which is not ${wrong[1][0]}`;
  }
  const known = [...Object.keys(FIELDS), ...OF_FIGURES];
  const meant = given.find(
    (name) => !known.includes(name) && nearest(name, [missing]) !== undefined,
  );
  return meant === undefined ? `no field ${missing}` : `${meant} in place of ${missing}`;
}

/** Whether an export is a table as far as the checks of its content need. */
export function isTable(value: unknown): value is TableDefinition {
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
