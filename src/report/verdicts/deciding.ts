import type { ReportCell } from "../cell.js";
import { VERDICT_SETTINGS } from "./settings.js";

/** An open cell, and which trainings a seed of it takes: cells of one configuration share them. */
export interface OpenCell {
  readonly cell: ReportCell;
  readonly configuration: string;
}

/** Runs, and the hours that they take; hours are null where one of them is not known. */
export interface FurtherRuns {
  readonly runs: number;
  readonly hours: number | null;
}

/** What further seeds decide. */
export interface Deciding {
  /** Cells that so many runs decide (90 %). */
  readonly sure: FurtherRuns & { readonly cells: number };
  /** Other open cells, of which 20 seeds each are expected to decide so many. */
  readonly likely: FurtherRuns & { readonly cells: number; readonly decided: number };
  readonly undecidable: number;
}

/** What it takes to decide the open cells of some tables; null where none of them is judged. */
export function decidingOf(cells: readonly OpenCell[]): Deciding | null {
  if (cells.every(({ cell }) => cell.judgement === null)) return null;
  const wants = cells.flatMap(({ cell, configuration }) => {
    const { verdict, judgement, ours } = cell;
    if (verdict?.kind !== "inconclusive" || judgement === null || ours.kind !== "value") return [];
    const { seeds, chance } = verdict;
    const more = seeds ?? Math.max(0, VERDICT_SETTINGS.practicalSeeds - ours.aggregate.n);
    const hoursPerSeed = judgement.hoursPerSeed;
    return [{ isSure: seeds !== null, more, chance: chance ?? 0, hoursPerSeed, configuration }];
  });
  const sure = wants.filter(({ isSure }) => isSure);
  const likely = wants.filter(({ isSure }) => !isSure);
  return {
    sure: { cells: sure.length, ...runsFor(sure) },
    likely: {
      cells: likely.length,
      decided: likely.reduce((sum, { chance }) => sum + chance, 0),
      ...runsFor(likely),
    },
    undecidable: cells.filter(({ cell }) => cell.verdict?.kind === "undecidable").length,
  };
}

interface Want {
  readonly configuration: string;
  readonly more: number;
  readonly hoursPerSeed: number | null;
}

/** The runs that serve all of these: of each configuration as many as its most demanding cell asks for. */
function runsFor(wants: readonly Want[]): FurtherRuns {
  const most = new Map<string, Want>();
  for (const want of wants) {
    const known = most.get(want.configuration);
    if (known === undefined || known.more < want.more) most.set(want.configuration, want);
  }
  const all = [...most.values()];
  const isKnown = all.every(({ hoursPerSeed }) => hoursPerSeed !== null);
  return {
    runs: all.reduce((sum, { more }) => sum + more, 0),
    hours: isKnown
      ? all.reduce((sum, { more, hoursPerSeed }) => sum + more * (hoursPerSeed ?? 0), 0)
      : null,
  };
}
