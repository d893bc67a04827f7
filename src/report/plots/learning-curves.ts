import { COLOURS } from "../figure/palette.js";
import { decimals, framed, PANEL_HEADER } from "./frame.js";
import { firstOfEach, measuredCells, namesOf, runsKey, type MeasuredSeed } from "./measured.js";
import type { Plot, PlotContent, PlotSource } from "./plot.js";

const TITLE = "F1 on dev while training";

/** All seeds thin, their mean thick: a panel a training. */
export const learningCurves: Plot = {
  id: "learning-curves",
  title: TITLE,
  isInCells: true,
  of: contentOf,
};

/** What the mean is called among seeds. */
const MEAN = "mean";

interface Point {
  readonly panel: string;
  readonly seed: string;
  readonly epoch: number;
  readonly f1: number;
}

function contentOf(source: PlotSource): PlotContent {
  const all = measuredCells(source);
  if (all.length === 0) return { kind: "empty", why: "no run is done" };
  const shown = firstOfEach(all, runsKey);
  const names = namesOf(shown, all);
  const points = shown.flatMap(({ seeds }, at) => curvesOf(names[at], seeds));
  if (points.length === 0) {
    return { kind: "empty", why: "no run was scored on dev while it trained" };
  }
  const panels = [...new Set(points.map(({ panel }) => panel))];
  const without = names.filter((name) => !panels.includes(name));
  return {
    kind: "drawn",
    lines: [
      ["training", "seed", "epoch", "f1"],
      ...points.map(({ panel, seed, epoch, f1 }) => [panel, seed, String(epoch), decimals(f1)]),
    ],
    spec: specOf(source, panels, points, [
      "Thin: a seed each; thick and pale: their mean, where all are there.",
      ...(without.length === 0 ? [] : [`Without scores on dev: ${without.join("; ")}.`]),
    ]),
  };
}

/** Each seed's points, and the mean at the epochs that all seeds have. */
function curvesOf(panel: string, seeds: readonly MeasuredSeed[]): readonly Point[] {
  const curves = seeds.filter(({ run }) => run.dev.length > 0);
  const points = curves.flatMap(({ seed, run }) =>
    run.dev.map(([epoch, f1]) => ({ panel, seed: String(seed), epoch, f1 })),
  );
  if (curves.length < 2) return points;
  const [{ run: first }] = curves;
  const means = first.dev.flatMap(([epoch]): readonly Point[] => {
    const there = points.filter((point) => point.epoch === epoch);
    if (there.length !== curves.length) return [];
    const f1 = there.reduce((sum, point) => sum + point.f1, 0) / there.length;
    return [{ panel, seed: MEAN, epoch, f1 }];
  });
  return [...points, ...means];
}

function specOf(
  { table }: PlotSource,
  panels: readonly string[],
  points: readonly Point[],
  captions: readonly string[],
): Extract<PlotContent, { kind: "drawn" }>["spec"] {
  const mark = (strokeWidth: number, opacity: number) => ({
    type: "line" as const,
    color: COLOURS[0],
    strokeWidth,
    opacity,
    // A curve of one point is seen, too.
    point: points.length <= SPARSE && { size: 12, color: COLOURS[0] },
  });
  const longest = Math.max(...panels.map((name) => name.length));
  const { most, width } = LAYOUTS.find(({ letters }) => longest <= letters) ?? WIDEST;
  const columns = Math.min(most, panels.length);
  return {
    ...framed(table, TITLE, captions),
    data: { values: [...points] },
    facet: { field: "panel", type: "nominal", sort: [...panels], header: PANEL_HEADER },
    columns,
    // Axes below the last line would stand under nothing where it is not full.
    resolve: { axis: { x: panels.length % columns === 0 ? "shared" : "independent" } },
    spec: {
      width: panels.length === 1 ? 420 : width,
      height: panels.length === 1 ? 220 : 90,
      encoding: {
        x: { field: "epoch", type: "quantitative", axis: { title: "epoch", tickCount: 4 } },
        y: {
          field: "f1",
          type: "quantitative",
          scale: { zero: false },
          axis: { title: "F1 on dev", tickCount: 4 },
        },
      },
      layer: [
        ...(points.some(({ seed }) => seed === MEAN)
          ? [{ transform: [{ filter: `datum.seed === '${MEAN}'` }], mark: mark(4.5, 0.4) }]
          : []),
        {
          transform: [{ filter: `datum.seed !== '${MEAN}'` }],
          mark: mark(0.9, 1),
          encoding: { detail: { field: "seed", type: "nominal" } },
        },
      ],
    },
  };
}

/** Panels side by side, so that the longest name has room above its own. */
const WIDEST = { letters: Infinity, most: 2, width: 360 };
const LAYOUTS = [
  { letters: 30, most: 4, width: 170 },
  { letters: 42, most: 3, width: 235 },
  WIDEST,
];

/** Beyond so many points their marks hide the lines. */
const SPARSE = 200;
