import { badInput } from "../../base/errors.js";
import type { Json } from "../../base/json.js";
import type { AuditHeader, AuditTable } from "./shape.js";

/** A printed number with its place. */
export interface AuditCell extends Omit<AuditTable["cells"][number], "row" | "column"> {
  readonly table: string;
  readonly row: string;
  readonly column: string;
  /** Its row's place: `table3/4`, since labels repeat. */
  readonly line: string;
}

/** A paper's printed numbers, as rules see them. */
export interface Paper {
  readonly header: AuditHeader;
  readonly cells: readonly AuditCell[];
  /** Those that stand in tables. */
  readonly printed: readonly AuditCell[];
  /** @throws AmtlError (2) for an id that no table has. */
  readonly cell: (id: string) => AuditCell;
}

/** @throws AmtlError (2) for two cells of one id. */
export function paperOf(header: AuditHeader, tables: readonly AuditTable[]): Paper {
  const cells = tables.flatMap((table) =>
    table.cells.map((cell): AuditCell => ({
      ...cell,
      table: table.id,
      row: table.rows[cell.row] ?? "",
      column: table.columns[cell.column] ?? "",
      line: `${table.id}/${cell.row}`,
    })),
  );
  const byId = new Map(cells.map((cell) => [cell.id, cell]));
  if (byId.size < cells.length) {
    const seen = new Set<string>();
    const twice = cells.find(({ id }) => seen.size === seen.add(id).size);
    throw badInput("A cell's id occurs twice", { where: twice?.id ?? "", expected: "unique ids" });
  }
  return {
    header,
    cells,
    printed: cells.filter(({ table }) => header.tables.includes(table)),
    cell: (id) => {
      const found = byId.get(id);
      if (found !== undefined) return found;
      throw badInput(`No cell "${id}" in this paper`, {
        expected: "the id of a cell of one of its tables",
      });
    },
  };
}

/** A field of a cell's key as text; empty where it has none. */
export function keyText({ key }: AuditCell, field: string): string {
  const value: Json = Object.hasOwn(key, field) ? key[field] : null;
  return value === null ? "" : typeof value === "string" ? value : JSON.stringify(value);
}

/** "table3, DWIE: ATLOP, Test F1": where a cell stands. */
export const placeOf = ({ table, row, column }: AuditCell): string => `${table}, ${row}, ${column}`;
