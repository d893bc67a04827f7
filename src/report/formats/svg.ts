import { figureOf } from "../figure/data.js";
import { keptSvg } from "../figure/kept.js";
import { figureSpec } from "../figure/spec.js";
import { pictureOf, type ReportTable } from "../table.js";
import type { Format } from "./format.js";

/** The picture of a figure. */
export const svg = {
  id: "svg",
  extension: "svg",
  isDefault: true,
  shows: "figure",
  isOfCells: true,
  render: (table: ReportTable) => {
    const figure = figureOf(table);
    if (figure === null) throw new TypeError(`Expected a figure, got table ${table.id}`);
    return keptSvg(figureSpec(figure), pictureOf(table, "figure"));
  },
} satisfies Format;
