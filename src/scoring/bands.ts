import type { Metrics } from "../contract/result.js";
import type { Judgement } from "./judge.js";
import { count, metricsOf, type Counts } from "./metrics.js";

/** Frequency bands (paper section 6.1), as the paper's data file names them. */
export const BANDS = ["head-10", "mid-76", "tail-20", "tail-10"] as const;
export type Band = (typeof BANDS)[number];

export const isBand = (name: string | undefined): name is Band =>
  BANDS.some((band) => band === name);

/**
 * Relations of each band: the first 10 ranks, all ranks but the first and last 10 (76 of DocRED's 96; the
 * name stays for other inventories), the last 20, the last 10. mid-76 and tail-20 overlap by definition.
 *
 * @param ranking relations by descending training frequency.
 */
export function bandMembers(ranking: readonly string[]): Readonly<Record<Band, readonly string[]>> {
  return {
    "head-10": ranking.slice(0, 10),
    "mid-76": ranking.slice(10, -10),
    "tail-20": ranking.slice(-20),
    "tail-10": ranking.slice(-10),
  };
}

/** Scores of each band: gold and submitted facts restricted to its relations (data-pipeline section 10). */
export function scoreBands(
  judgement: Judgement,
  ranking: readonly string[],
): Readonly<Record<Band, { readonly counts: Counts; readonly metrics: Metrics }>> {
  const members = bandMembers(ranking);
  const score = (band: Band) => {
    const relations = new Set(members[band]);
    const counts = count(judgement, (relation) => relations.has(relation));
    return { counts, metrics: metricsOf(counts) };
  };
  return {
    "head-10": score("head-10"),
    "mid-76": score("mid-76"),
    "tail-20": score("tail-20"),
    "tail-10": score("tail-10"),
  };
}
