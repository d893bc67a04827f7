import type { PaperTable } from "../paper/paper-table.js";
import type { Reader } from "./comparison.js";

/** The paper's printed numbers, as claims read them. */
export interface Printed {
  readonly cell: (id: string) => number | null;
  readonly operand: Reader;
}

export function printedIn(tables: readonly PaperTable[]): Printed {
  const values = new Map(tables.flatMap(({ cells }) => cells.map(({ id, value }) => [id, value])));
  const cell = (id: string): number | null => values.get(id) ?? null;
  return {
    cell,
    operand: ({ cell: id, measure, printed }) => {
      if (printed !== undefined) return printed;
      // A cell prints one measure of its run; others are not printed.
      return id === undefined || measure !== undefined ? null : cell(id);
    },
  };
}
