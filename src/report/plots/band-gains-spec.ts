import type { TopLevelSpec } from "vega-lite";
import { splitLabel } from "../../methods/datasets/registry.js";
import { BANDS as BAND_NAMES } from "../../methods/vocab.js";
import { BANDS } from "../../scoring/bands.js";
import { aggregate } from "../aggregate.js";
import { COLOURS, INK, SHAPES } from "../figure/palette.js";
import type { ReportTable } from "../table.js";
import { framed, PANEL_HEADER } from "./frame.js";

/** What a row gains in a band over another. */
export interface Gain {
  readonly row: string;
  readonly over: string;
  readonly set: string;
  readonly band: (typeof BANDS)[number];
  readonly seeds: readonly number[];
  readonly values: readonly number[];
}

export const BAND_GAINS_TITLE = "F1 gained by relations of each frequency";

/** Rows below each other, bands side by side, sets of a row told by colour and shape. */
export function bandGainsSpec(
  table: ReportTable,
  gains: readonly Gain[],
  captions: readonly string[],
): TopLevelSpec {
  const rows = [...new Set(gains.map(({ row }) => row))];
  const sets = [...new Set(gains.map(({ set }) => splitLabel(set)))];
  const setsOf = new Map(
    rows.map((name) => [
      name,
      [...new Set(gains.flatMap(({ row, set }) => (row === name ? [set] : [])))],
    ]),
  );
  const rankOf = (row: string, set: string): number => setsOf.get(row)!.indexOf(set);
  const ranks = Math.max(...[...setsOf.values()].map(({ length }) => length));
  const marks = gains.flatMap(({ row, set, band, values }) => {
    const { mean, interval } = aggregate(values)!;
    const place = { row, set: splitLabel(set), rank: rankOf(row, set), band: BAND_NAMES[band] };
    return [
      ...values.map((gain) => ({ ...place, what: "seed", gained: gain, low: null, high: null })),
      {
        ...place,
        what: "mean",
        gained: mean,
        low: interval?.[0] ?? null,
        high: interval?.[1] ?? null,
      },
    ];
  });
  // Vega finds no extent of intervals where none of a rank's has any.
  const spread = new Set(marks.flatMap(({ rank, low }) => (low === null ? [] : [rank])));
  const scale = <T>(range: readonly T[]) => ({
    field: "set",
    type: "nominal" as const,
    scale: { domain: sets, range: sets.map((_, at) => range[at % range.length]) },
    legend: sets.length === 1 ? null : { title: null, orient: "bottom" as const },
  });
  const colour = scale(COLOURS);
  return {
    ...framed(table, BAND_GAINS_TITLE, captions),
    data: { values: marks },
    facet: {
      field: "band",
      type: "nominal",
      sort: BANDS.map((band) => BAND_NAMES[band]),
      header: PANEL_HEADER,
    },
    columns: BANDS.length,
    spec: {
      width: 150,
      height: { step: ROOM * ranks + 6 },
      encoding: {
        y: {
          field: "row",
          type: "nominal",
          sort: rows,
          axis: { title: null, grid: true, ticks: false, domain: false, labelLimit: 420 },
        },
      },
      layer: [
        {
          data: { values: [{}] },
          mark: { type: "rule", color: INK, strokeDash: [3, 3] },
          encoding: {
            x: { datum: 0, type: "quantitative" },
            y: { value: 0 },
            y2: { value: "height" },
          },
        },
        ...Array.from({ length: ranks }, (_, rank) => {
          // Sets of a row stand below each other.
          const yOffset = (rank - (ranks - 1) / 2) * ROOM;
          const ofRank = { filter: `datum.rank === ${rank}` };
          return [
            ...(spread.has(rank)
              ? [
                  {
                    transform: [ofRank, { filter: "isValid(datum.low)" }],
                    mark: { type: "rule" as const, strokeWidth: 1.5, yOffset },
                    encoding: {
                      x: { field: "low", type: "quantitative" as const },
                      x2: { field: "high" },
                      color: colour,
                    },
                  },
                ]
              : []),
            {
              transform: [ofRank],
              mark: { type: "point" as const, filled: true, opacity: 0.9, yOffset },
              encoding: {
                x: {
                  field: "gained",
                  type: "quantitative" as const,
                  axis: { title: "F1 (percent)", tickCount: 4, grid: false },
                },
                color: colour,
                shape: scale(SHAPES),
                size: { condition: { test: "datum.what === 'mean'", value: 55 }, value: 10 },
              },
            },
          ];
        }).flat(),
      ],
    },
  };
}

/** Pixels from set to set of a row. */
const ROOM = 11;
