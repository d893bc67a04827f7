import type { ReportCell } from "../cell.js";
import { COLOURS, INK } from "../figure/palette.js";

/** A cell that has values of seeds. */
export type Measured = ReportCell & {
  readonly ours: Extract<ReportCell["ours"], { kind: "value" }>;
};

/** A tall rectangle, as in the cells of a page. */
const TICK = "M-0.3,-1h0.6v2h-0.6Z";

interface Mark {
  readonly row: string;
  readonly column: string;
  readonly what: "seed" | "interval" | "printed";
  readonly value: number;
  readonly high?: number;
}

function marksOf({ row, column, ours: { aggregate }, paper }: Measured): readonly Mark[] {
  const { values, interval } = aggregate;
  return [
    ...values.map((value) => ({ row, column, what: "seed" as const, value })),
    ...(interval === null
      ? []
      : [{ row, column, what: "interval" as const, value: interval[0], high: interval[1] }]),
    ...(paper === null || paper.text === ""
      ? []
      : [{ row, column, what: "printed" as const, value: Number(paper.text) }]),
  ];
}

/** A column of the table. @param isFirst of its line: only there rows have their names. */
export function panelOf(cells: readonly Measured[], rows: readonly string[], isFirst: boolean) {
  const [{ column }] = cells;
  const units = [...new Set(cells.map(({ description: { unit } }) => unit))];
  const marks = cells.flatMap(marksOf);
  const has = (what: Mark["what"]): boolean => marks.some((mark) => mark.what === what);
  const of = (what: Mark["what"]) => [{ filter: `datum.what === '${what}'` }];
  return {
    title: { text: column, fontSize: 11, fontWeight: "normal" as const, offset: 4 },
    width: 170,
    height: { step: 15 },
    data: { values: [...marks] },
    encoding: {
      y: {
        field: "row",
        type: "nominal" as const,
        scale: { domain: [...rows] },
        axis: {
          title: null,
          grid: true,
          ticks: false,
          domain: false,
          labels: isFirst,
          labelLimit: 420,
        },
      },
      x: {
        field: "value",
        type: "quantitative" as const,
        scale: { zero: false },
        axis: { title: units.join(" or "), tickCount: 4, grid: false },
      },
    },
    layer: [
      ...(has("interval")
        ? [
            {
              transform: of("interval"),
              mark: { type: "rule" as const, color: INK, strokeWidth: 6, opacity: 0.35 },
              encoding: { x2: { field: "high" } },
            },
          ]
        : []),
      ...(has("printed")
        ? [
            {
              transform: of("printed"),
              mark: {
                type: "point" as const,
                shape: TICK,
                size: 130,
                fill: "transparent",
                stroke: COLOURS[1],
                strokeWidth: 1.5,
                opacity: 1,
              },
            },
          ]
        : []),
      {
        transform: of("seed"),
        mark: {
          type: "point" as const,
          size: 16,
          filled: true,
          color: COLOURS[0],
          opacity: 0.7,
        },
      },
    ],
  };
}
