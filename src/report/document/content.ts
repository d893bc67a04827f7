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
  JSON.parse(JSON.stringify(plain(document), inSevenDigits)) as Content;

const inSevenDigits = (_name: string, value: unknown): unknown =>
  typeof value === "number" && !Number.isInteger(value) ? Number(value.toPrecision(7)) : value;

const plain = ({ made, tables, runs }: ReportDocument): Content => ({
  kind: CONTENT_KIND,
  version: CONTENT_VERSION,
  made,
  tables: tables.map((table) => {
    const { id, title, profile, settings, seeds, until, x, asked, open, list } = table;
    return {
      ...{ id, title, profile, settings, seeds, until, x, asked, open },
      notes: notesOf(table),
      // Of all cells the same; JSON leaves undefined out.
      cells: list.map((cell) => ({ ...cell, table: undefined, profile: undefined })),
    };
  }),
  runs,
});
