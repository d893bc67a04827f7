import type { TopLevelSpec } from "vega-lite";
import { hasPoints, numericPlaces, type FigureData, type FigureSeries } from "./data.js";
import { PAGE, styleOf } from "./palette.js";
import { wrap } from "./wrap.js";

/** A point as Vega-Lite reads it. */
export interface Row {
  readonly series: string;
  readonly from: FigureSeries["from"];
  readonly x: number | string;
  /** null where there is no number: a line has a gap there. */
  readonly y: number | null;
  /** Ends of the error bar, null where there is none. */
  readonly low: number | null;
  readonly high: number | null;
}

/**
 * The Vega-Lite specification of a figure: our series as lines with points and error bars, the paper's stated values
 * as larger hollow points. Places that are no numbers stand side by side and are not joined. Pure.
 */
export function figureSpec(figure: FigureData): TopLevelSpec {
  const numbers = numericPlaces(figure.places);
  const rows = rowsOf(figure, numbers);
  const drawn = figure.series.filter(hasPoints);
  const names = drawn.map(({ name }) => name);
  const styles = drawn.map((series) => styleOf(series, figure));
  const colour = (range: readonly string[]) => ({
    field: "series",
    type: "nominal" as const,
    scale: { domain: [...names], range: [...range] },
    legend: { title: null },
  });
  const stroke = colour(styles.map((style) => style.colour));
  const dash = {
    ...stroke,
    scale: { domain: [...names], range: styles.map((style) => [...style.dash]) },
  };
  const lines = {
    transform: [{ filter: "datum.from === 'here'" }],
    mark: { type: "line" as const, strokeWidth: 2, invalid: "break-paths-filter-domains" as const },
    encoding: { stroke, strokeDash: dash },
  };
  // A layer of no points has no extent, which Vega warns of.
  const hasOurs = rows.some(({ from }) => from === "here");
  const hasSpread = rows.some(({ low }) => low !== null);
  const captions = [
    figure.scale,
    ...(rows.length === 0 ? ["No point has a number yet."] : howToRead(figure, hasSpread)),
    ...figure.captions,
  ];
  const bars = {
    transform: [{ filter: "isValid(datum.low)" }],
    mark: { type: "rule" as const, strokeWidth: 1.5 },
    encoding: { y: { field: "low" }, y2: { field: "high" }, stroke },
  };
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    description: [`${figure.id}: ${figure.title}`, ...captions].join(". "),
    title: {
      text: `${figure.id}: ${figure.title}`,
      subtitle: captions.flatMap((text) => wrap(text.split(" "), LINE, " ")),
    },
    width: 480,
    height: 300,
    data: { values: [...rows] },
    encoding: {
      x: xAxis(figure, numbers),
      y: {
        field: "y",
        type: "quantitative",
        // Nothing is drawn then but the axes.
        scale: rows.length === 0 ? { domain: [0, 100] } : { zero: false },
        // Above the axis, where it can be read without turning the head, however long it is.
        axis: { title: figure.y, titleAngle: 0, titleAlign: "left", titleX: -36, titleY: -12 },
      },
    },
    layer: [
      ...(numbers === null || !hasOurs ? [] : [lines]),
      ...(hasSpread ? [bars] : []),
      {
        mark: { type: "point", opacity: 1, strokeWidth: 2 },
        encoding: {
          stroke,
          fill: colour(styles.map((style) => style.fill)),
          shape: colour(styles.map((style) => style.shape)),
          size: {
            condition: { test: "datum.from === 'paper'", value: 160 },
            value: 60,
          },
        },
      },
    ],
    config: PAGE,
  };
}

/** SVG text does not wrap by itself; a caption may have so many characters in a line. */
const LINE = 80;

/** The points of all series that have some, series by series. */
export const rowsOf = (
  { series, places }: FigureData,
  numbers: readonly number[] | null,
): readonly Row[] =>
  series.filter(hasPoints).flatMap(({ name, from, points }) =>
    points.map(({ mean, std }, place) => ({
      series: name,
      from,
      x: numbers?.[place] ?? places[place],
      y: mean,
      low: mean === null || std === null ? null : mean - std,
      high: mean === null || std === null ? null : mean + std,
    })),
  );

/** What the marks mean. */
const howToRead = ({ series, isPaperScale }: FigureData, hasSpread: boolean): readonly string[] => [
  ...(hasSpread ? ["Means; bars are ± the sample standard deviation over seeds."] : []),
  ...(!isPaperScale && series.some(({ from }) => from === "paper")
    ? ["The paper's points are for orientation: they are of another scale."]
    : []),
];

const xAxis = ({ x, places }: FigureData, numbers: readonly number[] | null) =>
  numbers === null
    ? {
        field: "x",
        type: "ordinal" as const,
        scale: { domain: [...places] },
        axis: { title: x, labelAngle: 0 },
      }
    : {
        field: "x",
        type: "quantitative" as const,
        scale: { domain: [Math.min(...numbers), Math.max(...numbers)], nice: false, padding: 12 },
        axis: { title: x, values: [...numbers], labelExpr: "toString(datum.value)" },
      };
