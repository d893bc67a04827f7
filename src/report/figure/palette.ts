import type { FigureData, FigureSeries } from "./data.js";

/**
 * One figure serves light and dark pages: no background, and colours of middle lightness, which stand out from both
 * (contrast at least 3 : 1 against white and against near-black). The series' colours also stay apart for readers
 * with red, green or blue deficiency; shapes and dashes tell the series apart without any colour.
 */
export const INK = "#787878";
export const COLOURS: readonly string[] = ["#0078a8", "#f04800", "#7830f0", "#909078"];
export const SHAPES = [
  "circle",
  "square",
  "triangle-up",
  "diamond",
  "cross",
  "triangle-down",
] as const;
/** Lengths of dashes and gaps in pixels; another one when the colours begin anew. */
const DASHES = [
  [1, 0],
  [6, 3],
  [2, 2],
] as const;

/** How a series is drawn. */
export interface SeriesStyle {
  readonly colour: string;
  readonly fill: string;
  readonly shape: string;
  readonly dash: readonly number[];
}

/** A series of the paper is drawn as ours of the same row, but hollow. One without data keeps its style for later. */
export function styleOf({ row, from }: FigureSeries, { series }: FigureData): SeriesStyle {
  const index = [...new Set(series.map((each) => each.row))].indexOf(row);
  const colour = COLOURS[index % COLOURS.length];
  return {
    colour,
    fill: from === "here" ? colour : "transparent",
    shape: SHAPES[index % SHAPES.length],
    dash: DASHES[Math.floor(index / COLOURS.length) % DASHES.length],
  };
}

/** All that is not a series, as Vega-Lite's config. */
export const PAGE = {
  background: "transparent",
  font: "sans-serif",
  view: { stroke: null },
  axis: {
    labelColor: INK,
    titleColor: INK,
    titleFontWeight: "normal" as const,
    domainColor: INK,
    tickColor: INK,
    gridColor: INK,
    gridOpacity: 0.25,
    labelFontSize: 11,
    titleFontSize: 12,
  },
  legend: { labelColor: INK, labelFontSize: 11, orient: "right" as const },
  title: {
    color: INK,
    subtitleColor: INK,
    anchor: "start" as const,
    fontSize: 13,
    subtitleFontSize: 11,
    subtitlePadding: 4,
    offset: 12,
  },
};
