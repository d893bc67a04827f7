import { COLOURS, INK, SHAPES } from "../figure/palette.js";
import type { Predicted, ReportRun } from "../document/document.js";
import { framed } from "./frame.js";
import { firstOfEach, measuredCells, runsKey } from "./measured.js";
import type { Plot, PlotContent, PlotSource } from "./plot.js";

const TITLE = "Minutes of a run, predicted and measured";

/** What `plan --cost` says of a run by the times of all others in the results folder, against what it took. */
export const cost: Plot = { id: "cost", title: TITLE, isInCells: false, of: contentOf };

interface Timed {
  readonly run: ReportRun;
  readonly minutes: number;
  readonly predicted: Predicted;
}

/** What a prediction rests on, as the legend says it. */
const BASES: Readonly<Record<Predicted["basis"], string>> = {
  measured: "by other seeds of it",
  scaled: "by runs like it",
  assumed: "by assumptions alone",
};

function contentOf(source: PlotSource): PlotContent {
  const cells = measuredCells(source);
  if (cells.length === 0) return { kind: "empty", why: "no run is done" };
  const seeds = firstOfEach(cells, runsKey).flatMap((cell) => cell.seeds);
  const runs = new Map(seeds.map(({ run }) => [run.id, run]));
  const timed = [...runs.values()].flatMap((run): readonly Timed[] => {
    const { made } = run;
    return made?.minutes == null || made.predicted === undefined || made.minutes <= 0
      ? []
      : [{ run, minutes: made.minutes, predicted: made.predicted }];
  });
  if (timed.length === 0) return { kind: "empty", why: "of no run a time is recorded" };
  return {
    kind: "drawn",
    lines: [
      ["run", "label", "seed", "predicted_minutes", "basis", "measured_minutes"],
      ...timed.map(({ run, minutes, predicted }) => [
        run.id,
        run.label,
        String(run.seed),
        String(predicted.minutes),
        predicted.basis,
        String(minutes),
      ]),
    ],
    spec: specOf(source, timed),
  };
}

function specOf(
  { table }: PlotSource,
  timed: readonly Timed[],
): Extract<PlotContent, { kind: "drawn" }>["spec"] {
  const bases = (Object.keys(BASES) as Predicted["basis"][]).filter((basis) =>
    timed.some(({ predicted }) => predicted.basis === basis),
  );
  const names = bases.map((basis) => BASES[basis]);
  const all = timed.flatMap(({ minutes, predicted }) => [minutes, predicted.minutes]);
  // The diagonal goes a little beyond the points.
  const ends = [Math.min(...all) / 1.3, Math.max(...all) * 1.3];
  const scale = { type: "log" as const, domain: ends, nice: false };
  const byBasis = <T>(range: readonly T[]) => ({
    field: "basis",
    type: "nominal" as const,
    scale: { domain: names, range: names.map((_, at) => range[at]) },
    legend: { title: null, orient: "bottom" as const },
  });
  return {
    ...framed(table, TITLE, [
      "Each run as plan --cost predicts it by the times of all other runs in the results folder.",
      ratioText(timed),
    ]),
    width: 320,
    height: 320,
    layer: [
      {
        data: { values: ends.map((end) => ({ predicted: end, measured: end })) },
        mark: { type: "line", color: INK, strokeDash: [3, 3], strokeWidth: 1 },
        encoding: {
          x: { field: "predicted", type: "quantitative" },
          y: { field: "measured", type: "quantitative" },
        },
      },
      {
        data: {
          values: timed.map(({ minutes, predicted }) => ({
            predicted: predicted.minutes,
            measured: minutes,
            basis: BASES[predicted.basis],
          })),
        },
        mark: { type: "point", filled: false, strokeWidth: 1.5, size: 40, opacity: 0.9 },
        encoding: {
          x: {
            field: "predicted",
            type: "quantitative",
            scale,
            axis: { title: "predicted minutes", tickCount: 5, format: "~g" },
          },
          y: {
            field: "measured",
            type: "quantitative",
            scale,
            axis: { title: "measured minutes", tickCount: 5, format: "~g" },
          },
          stroke: byBasis(COLOURS),
          shape: byBasis(SHAPES),
        },
      },
    ],
  };
}

/** "Half of 22 runs took 0.97 to 1.08 times as long as predicted." */
function ratioText(timed: readonly Timed[]): string {
  const ratios = timed
    .map(({ minutes, predicted }) => minutes / predicted.minutes)
    .sort((a, b) => a - b);
  const at = (share: number): string =>
    ratios[Math.round(share * (ratios.length - 1))].toPrecision(3);
  return ratios.length < 4
    ? `Measured / predicted: ${ratios.map((each) => each.toPrecision(3)).join(", ")}.`
    : `Half of the ${ratios.length} runs took ${at(0.25)} to ${at(0.75)} times as long as predicted.`;
}
