import type { TopLevelSpec } from "vega-lite";
import { INK, PAGE } from "../figure/palette.js";
import { wrap } from "../figure/wrap.js";
import { scaleOf, type ReportTable } from "../table.js";

/** Characters in a line of a caption: SVG text does not wrap by itself. */
const LINE = 100;

/** What all plots share: title, captions, colours; marks are not described one by one, the CSV beside them is. */
export const framed = (
  table: ReportTable,
  title: string,
  captions: readonly string[],
): Pick<TopLevelSpec, "$schema" | "description" | "title" | "config"> => {
  const text = `${table.id}: ${title}`;
  const lines = [scaleOf(table), ...captions];
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    description: [text, ...lines].join(". "),
    title: { text, subtitle: lines.flatMap((each) => wrap(each.split(" "), LINE, " ")) },
    config: {
      ...PAGE,
      aria: false,
      axis: { ...PAGE.axis, aria: false },
      legend: { ...PAGE.legend, aria: false, labelLimit: 0 },
      facet: { spacing: 18 },
      concat: { spacing: 18 },
    },
  };
};

/** The name of a small picture among others. */
export const PANEL_HEADER = {
  title: null,
  labelColor: INK,
  labelFontSize: 11,
  labelAnchor: "start" as const,
  labelPadding: 3,
  labelLimit: 0,
};

/** A number as the CSV has it. */
export const decimals = (value: number): string => value.toFixed(2);
