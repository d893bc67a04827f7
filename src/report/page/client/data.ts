import type { Cell as ComparedCell, Run as ComparedRun } from "../difference/parts.js";
import type { TableFacts } from "../../errors/facts.js";
import type { ErrorGroup } from "../../errors/group.js";
import { joinContent, type PackedPart } from "../parts.js";
import type { Facts } from "./query.js";

/** What this script reads of the page's data (docs/report.schema.json). */
export interface Cell extends ComparedCell {
  readonly paper: { readonly text: string; readonly source: string } | null;
  readonly ours: ComparedCell["ours"] & { readonly waiting?: number };
  readonly delta: number | null;
  readonly verdict: { readonly kind: string } | null;
}

export interface Run extends ComparedRun {
  readonly dev: readonly (readonly [epoch: number, f1: number])[];
}

export interface Table {
  readonly id: string;
  readonly cells: readonly Cell[];
}

/** A picture by its table and its plot. */
type Pictures = Readonly<Record<string, Readonly<Record<string, string | undefined>> | undefined>>;

/** A table's files, by the end of their names. */
export type Files = Readonly<Record<string, Readonly<Record<string, string>>>>;

const textOf = (id: string): string => document.getElementById(id)?.textContent ?? "";

/** The page was written with its data; nobody else's JSON is read. */
export const report = JSON.parse(textOf("report-data")) as {
  readonly tables: readonly Table[];
};

async function unpacked(id: string): Promise<unknown> {
  const bytes = Uint8Array.from(atob(textOf(id)), (sign) => sign.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return JSON.parse(await new Response(stream).text());
}

/** Unpacked when the page opens, so that a click finds them. */
export const files = unpacked("report-files") as Promise<Files>;
export const errors = unpacked("report-errors") as Promise<readonly ErrorGroup[]>;

/** Unpacked at the first call, as it is most of a large page; null in a page without. */
export const facts = (): Promise<TableFacts | null> =>
  (found ??=
    textOf("report-facts") === ""
      ? Promise.resolve(null)
      : (unpacked("report-facts") as Promise<TableFacts>));
let found: Promise<TableFacts | null> | undefined;

const rest = unpacked("report-packed") as Promise<PackedPart<Run>>;
export const runs: Promise<readonly Run[]> = rest.then((part) => part.runs);

/** All that the command line writes as JSON. */
export const whole = async (): Promise<object> => joinContent(report, await rest);
/** Pictures by table and plot; none in a page of one table, where they stand in it. */
export const plots = (
  textOf("report-plots") === "" ? Promise.resolve({}) : unpacked("report-plots")
) as Promise<Pictures>;

export const cells: ReadonlyMap<string, Cell> = new Map(
  report.tables.flatMap((table) => table.cells.map((cell) => [cell.cell, cell] as const)),
);

/** What a cell is found and sorted by. */
export function factsOf(cell: Cell): Facts {
  const { description, ours, paper, verdict, delta } = cell;
  const state = ours.kind !== "value" ? ours.kind : (ours.waiting ?? 0) > 0 ? "half" : "done";
  return {
    words: {
      ...description,
      row: cell.row,
      column: cell.column,
      cell: cell.cell,
      source: paper?.source ?? "",
      verdict: verdict?.kind ?? "",
      state,
    },
    numbers: {
      delta: delta === null ? null : Math.abs(delta),
      sd: ours.aggregate?.std ?? null,
      seeds: ours.aggregate?.n ?? 0,
      ours: ours.aggregate?.mean ?? null,
    },
  };
}

/** Names that a query may have. */
export const names: readonly string[] = [
  ...new Set(
    [...cells.values()].slice(0, 1).flatMap((cell) => {
      const { words, numbers } = factsOf(cell);
      return [...Object.keys(words), ...Object.keys(numbers)];
    }),
  ),
];
