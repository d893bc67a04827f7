import { groupBy } from "../../base/group-by.js";
import { meanOf } from "../statistics/sample.js";
import { pValues } from "./decide.js";
import { deviationsOf } from "./deviation.js";
import { decidedWith, type Undecided } from "./forecast.js";
import type { Look } from "./looks.js";
import { differenceOf } from "./measured.js";
import type { VerdictSettings } from "./settings.js";

/** A cell that is looked at as its seeds come in. */
export interface SequentialCell {
  readonly id: string;
  /** Cells of one group share a deviation. */
  readonly group: string;
  /** Cells of one configuration get their seeds from the same runs. */
  readonly configuration: string;
  readonly printed: number;
  readonly decimals: number;
  /** Ours, in the order in which seeds are given. */
  readonly values: readonly number[];
  /** null: not known. */
  readonly hoursPerSeed: number | null;
}

export type SequentialState =
  | { readonly kind: "equivalent" | "different"; readonly seeds: number }
  /** To be looked at again with so many seeds; how probably that look decides. */
  | { readonly kind: "open"; readonly nextLook: number; readonly chance: number }
  /** No look that is left decides it with a probability worth its runs. */
  | { readonly kind: "hopeless"; readonly chance: number }
  /** All looks are done. */
  | { readonly kind: "undecided" };

/** Below this probability that any look decides a cell, it gets no more seeds. */
const HOPE = 0.1;

/** How each cell stands by what its seeds say so far. */
export function sequentialStates(
  cells: readonly SequentialCell[],
  looks: readonly Look[],
  settings: VerdictSettings,
): ReadonlyMap<string, SequentialState> {
  const groups = groupBy(cells, ({ group }) => group);
  return new Map(
    [...groups.values()].flatMap((group) => {
      const deviations = deviationsOf(group.map(({ values }) => values));
      return group.map((cell, at): [string, SequentialState] => {
        const deviation = deviations[at];
        const of = (seeds: number): Undecided | null =>
          deviation === null
            ? null
            : {
                difference: meanOf(cell.values.slice(0, seeds)) - cell.printed,
                rounding: 0.5 * 10 ** -cell.decimals,
                n: seeds,
                sd: deviation.sd,
                df: deviation.df,
              };
        return [cell.id, stateOf(cell.values.length, of, looks, settings)];
      });
    }),
  );
}

/** @param of the cell as it was with its first so many seeds; null without a spread. */
function stateOf(
  n: number,
  of: (seeds: number) => Undecided | null,
  looks: readonly Look[],
  settings: VerdictSettings,
): SequentialState {
  for (const { seeds, levels } of looks.filter((look) => look.seeds <= n)) {
    const then = of(seeds);
    if (then === null) continue;
    const p = pValues(differenceOf(then, settings), settings.margin);
    if (p.equivalent <= levels.equivalent) return { kind: "equivalent", seeds };
    if (p.different <= levels.different) return { kind: "different", seeds };
  }
  const left = looks.filter((look) => look.seeds > n);
  if (left.length === 0) return { kind: "undecided" };
  const now = n === 0 ? null : of(n);
  // What has not been looked at once is looked at before it is given up.
  if (now === null || n < looks[0].seeds)
    return { kind: "open", nextLook: left[0].seeds, chance: 1 };
  const chances = left.map(({ seeds, levels }) => decidedWith(now, seeds, levels, settings));
  const best = Math.max(...chances);
  return best < HOPE
    ? { kind: "hopeless", chance: best }
    : { kind: "open", nextLook: left[0].seeds, chance: chances[0] };
}

/** Seeds for a configuration: from how many to how many, and what they promise. */
export interface NextSeeds {
  readonly configuration: string;
  readonly from: number;
  readonly to: number;
  /** Decisions to be expected per hour. */
  readonly worth: number;
}

/** Which configurations get their next seeds, those first whose cells are nearest to a decision per hour. */
export function nextOf(
  cells: readonly SequentialCell[],
  states: ReadonlyMap<string, SequentialState>,
): readonly NextSeeds[] {
  return [...groupBy(cells, ({ configuration }) => configuration)]
    .flatMap(([configuration, its]): NextSeeds[] => {
      const open = its.flatMap(({ id }) => {
        const state = states.get(id);
        return state?.kind === "open" ? [state] : [];
      });
      if (open.length === 0) return [];
      const from = Math.max(...its.map(({ values }) => values.length));
      const to = Math.min(...open.map(({ nextLook }) => nextLook));
      const nearest = open.filter(({ nextLook }) => nextLook === to);
      const decided = nearest.reduce((sum, { chance }) => sum + chance, 0);
      const hours = (to - from) * (its[0].hoursPerSeed ?? 1);
      return [{ configuration, from, to, worth: decided / Math.max(hours, 1e-9) }];
    })
    .sort((a, b) => b.worth - a.worth);
}
