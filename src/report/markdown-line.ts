import { oneLine } from "./one-line.js";

/** Any text as a cell of a table of GitHub's Markdown. */
export const markdownCell = (text: string): string =>
  oneLine(text).replaceAll(/[\\|*_`<[\]]/g, "\\$&");

/** A row of such a table. @param cells without a bar that is not escaped. */
export const markdownLine = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
