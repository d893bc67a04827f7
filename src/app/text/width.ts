import { fold } from "../../base/text/fold.js";

/** Columns that what is printed has to fit into; no limit in a pipe or a file, unless COLUMNS says one. */
export function widthLimit(): number {
  const columns = process.stdout.isTTY ? process.stdout.columns : Number(process.env.COLUMNS);
  return columns >= 20 ? columns : Infinity;
}

/** Long lines in several, where there is a width to fit into; tables have their own. */
export function foldText(text: string): string {
  const width = widthLimit();
  if (width === Infinity) return text;
  return text
    .split("\n")
    .map((line) => (/^[┌│├└]/.test(line) ? line : fold(line, width, "  ")))
    .join("\n");
}
