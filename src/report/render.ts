import pc from "picocolors";
import type { ReportCell } from "./cells.js";
import { delta } from "./csv.js";
import { textTable } from "../base/text-table.js";

/** Space for borders and padding beside the text of a column. */
const FRAME = 3;

/**
 * The table as a terminal shows it: each row has ours and, below it, the paper's. Columns that do not
 * fit into the width follow in further blocks, so that no line is ever broken.
 *
 * @param width of the terminal in characters.
 * @param colour whether the paper's numbers may be dimmed.
 */
export function renderCells(cells: readonly ReportCell[], width: number, colour: boolean): string {
  const dim = pc.createColors(colour).dim;
  const rows = [...new Set(cells.map(({ row }) => row))];
  const columns = [...new Set(cells.map(({ column }) => column))].map((name) => ({
    head: name.replace(/ (?=\S+$)/, "\n"),
    texts: rows.map((row) => {
      const cell = cells.find((each) => each.row === row && each.column === name);
      return cell === undefined ? [""] : [oursText(cell), paperText(cell)];
    }),
  }));
  const first = { head: "", texts: rows.map((row) => [row, "  paper"]) };
  return blocks(first, columns, width)
    .map((block) =>
      textTable(
        block.map(({ head }) => head),
        rows.map((_, index) =>
          block.map(({ texts }) => {
            const [ours = "", paper = ""] = texts[index];
            return `${ours}\n${dim(paper)}`;
          }),
        ),
      ),
    )
    .join("\n");
}

interface Column {
  readonly head: string;
  /** Lines of each row. */
  readonly texts: readonly (readonly string[])[];
}

/** As many columns side by side as the width holds, at least one; the first is repeated in every block. */
function blocks(first: Column, columns: readonly Column[], width: number): readonly Column[][] {
  const found: Column[][] = [];
  let left = 0;
  for (const column of columns) {
    const needed = widthOf(column);
    const block = found.at(-1);
    if (block === undefined || needed > left) {
      found.push([first, column]);
      left = width - 1 - widthOf(first) - needed;
    } else {
      block.push(column);
      left -= needed;
    }
  }
  return found;
}

const widthOf = ({ head, texts }: Column): number =>
  FRAME + Math.max(...[...head.split("\n"), ...texts.flat()].map((line) => line.length));

/** "73.31 ± 0.22", and how many seeds are still to come: "73.31 ± 0.22 (2/5)". */
export function oursText({ ours }: ReportCell): string {
  switch (ours.kind) {
    case "value": {
      const { mean, std, n } = ours.aggregate;
      const spread = std === null ? "" : ` ± ${std.toFixed(2)}`;
      const count = ours.waiting === 0 ? "" : ` (${n}/${n + ours.waiting})`;
      return `${mean.toFixed(2)}${spread}${count}`;
    }
    case "missing":
      return "missing";
    case "no-data":
      return "no data";
    case "no-scores":
      return "needs scores";
    case "not-timed":
      return "not timed";
    case "no-experiment":
      return "not computed";
  }
}

/** The paper's number, its source where it is not the authors' own, and ours minus it at the paper's scale. */
function paperText(cell: ReportCell): string {
  if (cell.paper === null) return "-";
  const mark = cell.paper.source === "quoted" ? "q" : cell.paper.source === "reproduced" ? "r" : "";
  const difference = delta(cell);
  const sign = difference === "" || difference.startsWith("-") ? "" : "+";
  return `${cell.paper.text}${mark}${difference === "" ? "" : ` (${sign}${difference})`}`;
}
