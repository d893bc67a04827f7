import { aggregate } from "../aggregate.js";
import { decimals } from "./frame.js";
import { measuredCells, runsKey, type MeasuredCell, type MeasuredSeed } from "./measured.js";
import {
  THRESHOLD_RECALL_TITLE,
  thresholdRecallSpec,
  type Place,
} from "./threshold-recall-spec.js";
import type { Plot, PlotContent, PlotSource } from "./plot.js";

/** Where a row has several n: the mean threshold and the recall of each. */
export const thresholdRecall: Plot = {
  id: "threshold-recall",
  title: THRESHOLD_RECALL_TITLE,
  isInCells: false,
  of: contentOf,
};

const MEASURES = [
  {
    id: "threshold",
    name: "mean threshold (logit)",
    of: ({ scored }: MeasuredSeed): number | undefined => scored?.threshold,
  },
  {
    id: "recall",
    name: "recall (percent)",
    of: ({ scored }: MeasuredSeed): number | undefined => scored?.recall,
  },
] as const;

function contentOf(source: PlotSource): PlotContent {
  const all = measuredCells(source).filter(({ cell }) => cell.description.n !== "");
  const several = rowsWithSeveral(all);
  if (several.length === 0) {
    const isAsked = source.table.list.some(({ description: { n } }) => n !== "");
    return {
      kind: "empty",
      why: isAsked
        ? "no row has runs of several numbers of segments of one label space"
        : "no row has segments",
    };
  }
  const places = placesOf(several, source);
  if (places.length === 0) return { kind: "empty", why: "no evaluation has its mean threshold" };
  return {
    kind: "drawn",
    lines: [["measure", "n", "what", "seed", "value", "low", "high"], ...places.flatMap(linesOf)],
    spec: thresholdRecallSpec(source.table, places),
  };
}

/**
 * The cells of the first row that has several n of one label space; rows that are other numbers of the same runs say
 * nothing more.
 */
function rowsWithSeveral(cells: readonly MeasuredCell[]): readonly MeasuredCell[] {
  for (const { cell } of cells) {
    const its = cells.filter((each) => each.cell.row === cell.row);
    const different = (name: "n" | "label_space"): number =>
      new Set(its.map((each) => each.cell.description[name])).size;
    if (different("n") > 1 && different("label_space") === 1) return its;
  }
  return [];
}

function placesOf(cells: readonly MeasuredCell[], { table }: PlotSource): readonly Place[] {
  const sorted = [...cells].sort((a, b) => numberOf(a) - numberOf(b));
  return MEASURES.flatMap((measure) =>
    sorted.flatMap((each): readonly Place[] => {
      const pairs = each.seeds.flatMap((seed) => {
        const value = measure.of(seed);
        return value === undefined ? [] : [{ seed: seed.seed, value }];
      });
      if (pairs.length === 0) return [];
      const { n, eval: set } = each.cell.description;
      // The paper's is that of the cell that shows this number of the same runs.
      const beside = table.list.find(
        ({ description, ours }) =>
          description.metric === measure.id &&
          description.n === n &&
          description.eval === set &&
          ours.kind === "value" &&
          ours.runs.join() === runsKey(each),
      );
      return [
        {
          measure,
          n: Number(n),
          seeds: pairs.map(({ seed }) => seed),
          values: pairs.map(({ value }) => value),
          printed: beside?.paper?.value ?? null,
        },
      ];
    }),
  );
}

const numberOf = ({ cell }: MeasuredCell): number => Number(cell.description.n);

function linesOf({ measure, n, seeds, values, printed }: Place): readonly (readonly string[])[] {
  const { mean, interval } = aggregate(values)!;
  const head = [measure.id, String(n)];
  return [
    ...values.map((value, at) => [...head, "seed", String(seeds[at]), decimals(value), "", ""]),
    [...head, "mean", "", decimals(mean), ...(interval?.map(decimals) ?? ["", ""])],
    ...(printed === null ? [] : [[...head, "printed", "", String(printed), "", ""]]),
  ];
}
