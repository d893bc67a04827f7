import pc from "picocolors";
import { textTable } from "../../base/text/table.js";
import { textWidth } from "../../base/text/text-width.js";
import { figureOf } from "../figure/data.js";
import { figureText } from "../figure/text.js";
import { wrap } from "../figure/wrap.js";
import { oneLine } from "../one-line.js";
import { notesOf } from "../notes.js";
import { scaleOf, type ReportTable } from "../table.js";
import { oursText, paperText } from "./cell-text.js";
import type { Format } from "./format.js";
import { groupsOf } from "./row-groups.js";
import { statusLines } from "./status-lines.js";
import { verdictNotes } from "./verdict-text.js";

/** The table as a terminal of 100 columns shows it. */
export const text = {
  id: "text",
  extension: "txt",
  isDefault: false,
  shows: "table",
  isOfCells: true,
  render: (table: ReportTable) => tableText(table, 100, false),
} satisfies Format;

/**
 * A table with its heading, and below it what its marks mean; a figure is drawn above its table.
 *
 * @param width of the terminal in characters.
 * @param colour whether the paper's numbers may be dimmed.
 */
export function tableText(table: ReportTable, width: number, colour: boolean): string {
  const figure = figureOf(table);
  const drawn = figure === null ? null : figureText(figure, width);
  const parts = [
    `${table.id}: ${oneLine(table.title)}`,
    scaleOf(table),
    ...statusLines(table).flatMap((line) => wrap(line.split(" "), width, " ")),
    ...(drawn === null ? [] : [drawn]),
    cellsText(table, width, colour),
    ...[...verdictNotes(table), ...notesOf(table)].flatMap((note) =>
      wrap(note.split(" "), width, " "),
    ),
  ];
  return `${parts.join("\n")}\n`;
}

/** Space for borders and padding beside the text of a column. */
const FRAME = 3;

/**
 * Each row has ours and, below it, the paper's; rows that belong together stand below their common name. Columns that do
 * not fit into the width follow in further tables, so that no line is ever broken.
 */
function cellsText(table: ReportTable, width: number, colour: boolean): string {
  const dim = pc.createColors(colour).dim;
  const columns = table.columns.map(({ heading }, column) => ({
    head: heading.map(oneLine).join("\n"),
    texts: table.cells.map((line) => {
      const cell = line[column];
      return cell === null ? [""] : [oursText(cell), paperText(cell)];
    }),
  }));
  // A row of one's own has nothing to stand beside.
  const hasPaper = table.cells.map((line) =>
    line.some((cell) => cell?.paper != null && cell.paper.text !== ""),
  );
  const groups = groupsOf(table.rows);
  const indent = groups === null ? "" : "  ";
  const names = groups?.map(({ name }) => name) ?? table.rows;
  const first = {
    head: "",
    texts: names.map((name) => [indent + oneLine(name), `${indent}  paper`]),
  };
  return blocks(first, columns, width)
    .map((block) =>
      textTable(
        block.map(({ head }) => head),
        table.rows.flatMap((_, index) => {
          const line = block.map(({ texts }) => {
            const [ours = "", paper = ""] = texts[index];
            return hasPaper[index] ? `${ours}\n${dim(paper)}` : ours;
          });
          const group = groups?.[index].group;
          return group === undefined || group === groups?.[index - 1]?.group
            ? [line]
            : [group, line];
        }),
      ),
    )
    .join("\n");
}

interface TextColumn {
  readonly head: string;
  /** Lines of each row. */
  readonly texts: readonly (readonly string[])[];
}

/** As many columns side by side as the width holds, at least one; the first is repeated in every block. */
function blocks(
  first: TextColumn,
  columns: readonly TextColumn[],
  width: number,
): readonly TextColumn[][] {
  const found: TextColumn[][] = [];
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

const widthOf = ({ head, texts }: TextColumn): number =>
  FRAME + Math.max(...[...head.split("\n"), ...texts.flat()].map(textWidth));
