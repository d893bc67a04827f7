import { isatty } from "node:tty";
import type { Report } from "../app/report/report.js";
import { widthLimit } from "../app/text/width.js";
import { tableText } from "../report/formats/text.js";
import type { ReportTable } from "../report/table.js";

/** Columns of standard output; 80 where nobody says (a pipe, a file). */
function terminalWidth(): number {
  const width = widthLimit();
  return width === Infinity ? 80 : width;
}

/**
 * Colours on a terminal only, and never where NO_COLOR is set (no-color.org). In a pipe stdout.isTTY is undefined,
 * whatever its type says, and undefined would leave the choice to the library, which colours wherever CI is set.
 */
export const hasColour = (): boolean =>
  isatty(1) && process.env.TERM !== "dumb" && (process.env.NO_COLOR ?? "") === "";

/** The tables of a report as this terminal shows them. */
export const tablesText = ({ tables }: Report): string =>
  terminalText(tables.map(({ view }) => view));

/** Tables as this terminal shows them, one after another. */
export const terminalText = (tables: readonly ReportTable[]): string =>
  tables.map((table) => tableText(table, terminalWidth(), hasColour())).join("\n");
