import { groupsOf } from "../formats/row-groups.js";
import { verdictNotes } from "../formats/verdict-text.js";
import { notesOf } from "../notes.js";
import { headLines, scaleOf, type ReportTable } from "../table.js";
import { firstPlaces, tiesText } from "./ties.js";
import { cellMarkup } from "./cell.js";
import { escaped } from "./markup.js";

/** The table itself, with heads that belong to their rows and columns. */
export function tableMarkup(table: ReportTable): string {
  const { id, title, columns } = table;
  const ties = columns.map((_, at) => tiesText(firstPlaces(table.cells.map((line) => line[at]))));
  return [
    `<div class="scroll" role="region" tabindex="0" aria-label="${escaped(`${id}, table`)}">`,
    '<table class="report">',
    `<caption>${escaped(`${title} (${scaleOf(table)})`)}. Below each number of ours the paper's.</caption>`,
    "<thead>",
    ...headLines(columns).map(
      (spans, level, all) =>
        `<tr>${level === 0 ? `<td class="corner" rowspan="${all.length}"></td>` : ""}${spans
          .map(({ text, width }, at) =>
            text === ""
              ? "<td></td>"
              : width === 1
                ? `<th scope="col">${escaped(text)}${level === all.length - 1 ? tiesMarkup(ties[at]) : ""}</th>`
                : `<th scope="colgroup" colspan="${width}">${escaped(text)}</th>`,
          )
          .join("")}</tr>`,
    ),
    "</thead>",
    `<tbody>${rowsOf(table).join("\n")}</tbody>`,
    "</table></div>",
    ...notesMarkup(table),
  ].join("\n");
}

const tiesMarkup = (text: string): string =>
  text === "" ? "" : `<span class="ties">${escaped(text)}</span>`;

/** Rows with their place, so that a sorted table finds back; a group's name stands above its rows. */
function rowsOf({ rows, columns, cells }: ReportTable): readonly string[] {
  const groups = groupsOf(rows);
  let place = 0;
  return rows.flatMap((row, at) => {
    const group = groups?.[at].group;
    const begins = group !== undefined && group !== groups?.[at - 1]?.group;
    const head = begins
      ? [
          `<tr data-group data-at="${place++}"><th scope="rowgroup" colspan="${1 + columns.length}">${escaped(group)}</th></tr>`,
        ]
      : [];
    const name = escaped(groups?.[at].name ?? row);
    return [
      ...head,
      `<tr data-row="${escaped(row)}" data-at="${place++}"><th scope="row">${name}</th>${cells[at].map(cellMarkup).join("")}</tr>`,
    ];
  });
}

const notesMarkup = (table: ReportTable): readonly string[] => {
  const notes = [...verdictNotes(table), ...notesOf(table, false)];
  if (notes.length === 0) return [];
  return [`<ul class="notes">${notes.map((note) => `<li>${escaped(note)}</li>`).join("")}</ul>`];
};
