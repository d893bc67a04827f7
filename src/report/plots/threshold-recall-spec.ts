import type { TopLevelSpec } from "vega-lite";
import { aggregate } from "../aggregate.js";
import { COLOURS } from "../figure/palette.js";
import type { ReportTable } from "../table.js";
import { framed, PANEL_HEADER } from "./frame.js";

/** What is known of one n. */
export interface Place {
  readonly measure: { readonly id: string; readonly name: string };
  readonly n: number;
  readonly seeds: readonly number[];
  readonly values: readonly number[];
  /** null where the paper prints none. */
  readonly printed: number | null;
}

export const THRESHOLD_RECALL_TITLE = "Threshold and recall against the number of segments";

/** The two measures side by side over n: seeds, their mean with its interval, and what is printed. */
export function thresholdRecallSpec(table: ReportTable, places: readonly Place[]): TopLevelSpec {
  const marks = places.flatMap(({ measure, n, values, printed }) => {
    const { mean, interval } = aggregate(values)!;
    const place = { measure: measure.name, n };
    return [
      ...values.map((value) => ({ ...place, what: "seed", value })),
      { ...place, what: "mean", value: mean, low: interval?.[0], high: interval?.[1] },
      ...(printed === null ? [] : [{ ...place, what: "printed", value: printed }]),
    ];
  });
  const hasSpread = places.some(({ values }) => values.length > 1);
  const hasPrinted = places.some(({ printed }) => printed !== null);
  const of = (what: string) => [{ filter: `datum.what === '${what}'` }];
  return {
    ...framed(table, THRESHOLD_RECALL_TITLE, [
      `Small: seeds; large: their mean${hasSpread ? "; bar: its 95 % interval by Student's t" : ""}${hasPrinted ? "; hollow: printed" : ""}.`,
      ...(hasPrinted && table.profile !== "paper"
        ? ["The printed values are for orientation: they are of another scale."]
        : []),
    ]),
    data: { values: marks },
    facet: {
      field: "measure",
      type: "nominal",
      sort: [...new Set(places.map(({ measure }) => measure.name))],
      header: PANEL_HEADER,
    },
    columns: 2,
    spec: {
      width: 300,
      height: 200,
      encoding: {
        x: {
          field: "n",
          type: "quantitative",
          scale: { zero: false, nice: false, padding: 12 },
          axis: { title: "segments", values: [...new Set(places.map(({ n }) => n))], format: "d" },
        },
        y: {
          field: "value",
          type: "quantitative",
          scale: { zero: false },
          axis: { title: null, tickCount: 5 },
        },
      },
      layer: [
        { transform: of("mean"), mark: { type: "line", color: COLOURS[0], strokeWidth: 2 } },
        ...(hasSpread
          ? [
              {
                transform: [{ filter: "isValid(datum.low)" }],
                mark: { type: "rule" as const, color: COLOURS[0], strokeWidth: 1.5 },
                encoding: { y: { field: "low" }, y2: { field: "high" } },
              },
            ]
          : []),
        {
          transform: of("seed"),
          mark: { type: "point", filled: true, color: COLOURS[0], size: 14, opacity: 0.7 },
        },
        {
          transform: of("mean"),
          mark: { type: "point", filled: true, color: COLOURS[0], size: 60, opacity: 1 },
        },
        ...(hasPrinted
          ? [
              {
                transform: of("printed"),
                mark: {
                  type: "point" as const,
                  shape: "square",
                  fill: "transparent",
                  stroke: COLOURS[1],
                  strokeWidth: 2,
                  size: 130,
                  opacity: 1,
                },
              },
            ]
          : []),
      ],
    },
    resolve: { scale: { y: "independent" } },
  };
}
