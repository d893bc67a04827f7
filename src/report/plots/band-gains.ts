import { BANDS } from "../../scoring/bands.js";
import { aggregate } from "../aggregate.js";
import { BAND_GAINS_TITLE, bandGainsSpec, type Gain } from "./band-gains-spec.js";
import { decimals } from "./frame.js";
import { firstOfEach, measuredCells, namesOf, runsKey, type MeasuredCell } from "./measured.js";
import type { Plot, PlotContent, PlotSource } from "./plot.js";

/** By band of relations: what each row gains over the first row of its backbone, seed by seed. */
export const bandGains: Plot = {
  id: "band-gains",
  title: BAND_GAINS_TITLE,
  isInCells: false,
  of: contentOf,
};

function contentOf(source: PlotSource): PlotContent {
  const all = measuredCells(source);
  if (all.length === 0) return { kind: "empty", why: "no run is done" };
  const banded = all.filter(({ seeds }) =>
    seeds.every(({ scored }) => scored?.bands !== undefined),
  );
  if (banded.length === 0) return { kind: "empty", why: "no evaluation has scores by band" };
  const gains = gainsOf(banded, all);
  if (gains.length === 0) {
    return { kind: "empty", why: "no two rows of one backbone share data, set and seeds" };
  }
  const over = [...new Set(gains.map((gain) => gain.over))];
  return {
    kind: "drawn",
    lines: [
      ["row", "over", "eval", "band", "seed", "gained", "low", "high"],
      ...gains.flatMap(linesOf),
    ],
    spec: bandGainsSpec(source.table, gains, [
      over.length > 2
        ? "Over the first row of the same backbone and data, seed by seed."
        : `Over ${over.join(" and ")}, the first row of the same backbone and data, seed by seed.`,
      "Small: seeds; large: their mean; bar: its 95 % interval by Student's t. mid-76 and tail-20 overlap.",
    ]),
  };
}

/** What two cells must have in common to be compared. */
const COMMON = ["backbone", "encoder", "train", "label_space", "eval"] as const;

/** A cell and the one that it is held against. */
interface Pair {
  readonly each: MeasuredCell;
  readonly base: MeasuredCell;
}

function gainsOf(cells: readonly MeasuredCell[], all: readonly MeasuredCell[]): readonly Gain[] {
  // Cells of one evaluation differ in their metric only.
  const shown = firstOfEach(
    cells,
    (each) => `${runsKey(each)} ${each.cell.description.eval} ${each.cell.description.decoder}`,
  );
  const bases = new Map<string, MeasuredCell>();
  const pairs = shown.flatMap((each): readonly Pair[] => {
    const key = COMMON.map((name) => each.cell.description[name]).join("\0");
    const base = bases.get(key);
    if (base === undefined) bases.set(key, each);
    return base === undefined ? [] : [{ each, base }];
  });
  const names = namesWithin(
    pairs.map(({ each }) => each),
    all,
  );
  const baseNames = namesWithin([...bases.values()], all);
  return pairs.flatMap(({ each, base }) =>
    bandsOf(each, base).map((gain) => ({
      ...gain,
      row: names.get(each) ?? each.cell.row,
      over: baseNames.get(base) ?? base.cell.row,
      set: each.cell.description.eval,
    })),
  );
}

/** Band by band, of the seeds that both have. */
function bandsOf(each: MeasuredCell, base: MeasuredCell) {
  const others = new Map(base.seeds.map(({ seed, scored }) => [seed, scored?.bands]));
  const pairs = each.seeds.flatMap(({ seed, scored }) => {
    const [own, other] = [scored?.bands, others.get(seed)];
    return own === undefined || other === undefined ? [] : [{ seed, own, other }];
  });
  if (pairs.length === 0) return [];
  const seeds = pairs.map(({ seed }) => seed);
  return BANDS.map((band, at) => ({
    band,
    seeds,
    values: pairs.map(({ own, other }) => own[at] - other[at]),
  }));
}

/** What a row is called among those of its set: the set is told by colour and shape. */
function namesWithin(
  shown: readonly MeasuredCell[],
  all: readonly MeasuredCell[],
): ReadonlyMap<MeasuredCell, string> {
  const sets = new Set(shown.map(({ cell }) => cell.description.eval));
  return new Map(
    [...sets].flatMap((set) => {
      const its = shown.filter(({ cell }) => cell.description.eval === set);
      const names = namesOf(its, all);
      return its.map((each, at) => [each, names[at]] as const);
    }),
  );
}

function linesOf({ row, over, set, band, seeds, values }: Gain): readonly (readonly string[])[] {
  const { mean, interval } = aggregate(values)!;
  const head = [row, over, set, band];
  return [
    ...values.map((value, at) => [...head, String(seeds[at]), decimals(value), "", ""]),
    [...head, "mean", decimals(mean), ...(interval?.map(decimals) ?? ["", ""])],
  ];
}
