import type { Report } from "../app/report/report.js";
import { tableText } from "../report/formats/text.js";
import { hasColour, terminalWidth } from "./terminal.js";

/** The tables of a report as a terminal shows them. */
export const tablesText = ({ tables }: Report): string =>
  tables.map(({ view }) => tableText(view, terminalWidth(), hasColour())).join("\n");

/** The files of a report. */
export const filesOf = ({ tables }: Report): readonly string[] =>
  tables.flatMap(({ files }) => files);
