import { isObject } from "../../base/shape.js";
import { notesOf } from "../notes.js";
import type { ReportDocument } from "./document.js";

/** What the JSON calls itself, for readers of many kinds of files. */
export const CONTENT_KIND = "amtl-run report";
/** Raised where a reader of the earlier form would go wrong. */
export const CONTENT_VERSION = 1;

/** A report's JSON. */
export interface Content {
  readonly kind: typeof CONTENT_KIND;
  readonly version: typeof CONTENT_VERSION;
  readonly made: object | null;
  readonly tables: readonly {
    readonly id: string;
    readonly cells: readonly { readonly cell: string }[];
  }[];
  readonly runs: readonly object[];
}

/**
 * A report as JSON (docs/report.schema.json): all that its tables can be made of again. Numbers have seven digits,
 * which is more than any form shows.
 *
 * @returns plain data in a fixed order of keys.
 */
export const contentOf = (document: ReportDocument): Content =>
  inSevenDigits(plain(document)) as Content;

/** What JSON would give back of a value, with its numbers shortened: to write and read it takes three times as long. */
function inSevenDigits(value: unknown): unknown {
  if (typeof value === "number") {
    // JSON has neither -0 nor NaN and infinities.
    if (Number.isInteger(value)) return value === 0 ? 0 : value;
    return Number.isFinite(value) ? Number(value.toPrecision(7)) : null;
  }
  if (Array.isArray(value)) return value.map((each) => inSevenDigits(each ?? null));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.keys(value).flatMap((key) =>
      value[key] === undefined ? [] : [[key, inSevenDigits(value[key])]],
    ),
  );
}

const plain = ({ made, tables, runs }: ReportDocument): Content => ({
  kind: CONTENT_KIND,
  version: CONTENT_VERSION,
  made,
  tables: tables.map((table) => {
    const { id, title, profile, settings, seeds, until, uncounted, x, asked, open, list } = table;
    return {
      ...{ id, title, profile, settings, seeds, until, uncounted, x, asked, open },
      notes: notesOf(table),
      // Of all cells the same; JSON leaves undefined out.
      cells: list.map((cell) => ({ ...cell, table: undefined, profile: undefined })),
    };
  }),
  runs,
});
