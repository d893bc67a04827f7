import type { ReportCell } from "../cell.js";
import { deltaText } from "../csv-row.js";
import { oursText } from "../formats/cell-text.js";
import { anchor, escaped } from "./markup.js";
import { stripSvg } from "./strip.js";
import { bandOf, verdictSign } from "./verdict.js";

/** A cell of a table: our mean with its seeds, the printed number, and what a test says of the two. */
export function cellMarkup(cell: ReportCell | null): string {
  if (cell === null) return "<td></td>";
  const { ours } = cell;
  const state =
    ours.kind !== "value"
      ? "none"
      : ours.waiting > 0
        ? "half"
        : ours.aggregate.n === 1
          ? "single"
          : "whole";
  const stateClass = ours.kind === "missing" ? (ours.state ?? "") : "";
  const first = cell.judgement?.tier === 1 ? " first" : "";
  const number =
    cell.ours.kind === "no-experiment"
      ? ""
      : `<a class="cell${state === "none" ? ` none ${stateClass}` : ""}" href="${escaped(anchor(cell.cell))}">${escaped(oursText(cell))}${first === "" ? "" : '<abbr title="best in its column, or no test tells it from the best">*</abbr>'}</a>`;
  const said = [
    ...(state === "half" ? ['<span class="state half">half trained</span>'] : []),
    ...(state === "single" ? ['<span class="state">one seed, no spread</span>'] : []),
  ];
  return `<td data-cell="${escaped(cell.cell)}" class="${state}${first}">${number}${stripSvg(cell, bandOf(cell))}${printed(cell)}${verdictSign(cell)}${said.join("")}</td>`;
}

const SOURCE_MARKS: Readonly<Record<string, string>> = {
  reproduced: '<abbr title="rerun by the authors">†</abbr>',
  unmarked: '<abbr title="the paper does not say whose">°</abbr>',
};

/** Told apart by their form, never by colour alone: quoted ones lean, reruns and those of nobody have a sign. */
function printed(cell: ReportCell): string {
  if (cell.paper === null) return "";
  const { source } = cell.paper;
  const form = `${source === "quoted" ? " quoted" : ""}${cell.paper.bold === true ? " bold" : ""}`;
  const dagger = SOURCE_MARKS[source] ?? "";
  const difference = deltaText(cell);
  const sign = difference.startsWith("-") ? "" : "+";
  const text = `${cell.paper.text}${difference === "" ? "" : ` (${sign}${difference})`}`;
  return `<span class="paper${form}">${escaped(text)}${dagger}</span>`;
}
