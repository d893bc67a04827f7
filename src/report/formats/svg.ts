import { figureOf } from "../figure/data.js";
import { renderSvg } from "../figure/draw.js";
import { figureSpec } from "../figure/spec.js";
import type { ReportTable } from "../table.js";
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
    return renderSvg(figureSpec(figure));
  },
} satisfies Format;
