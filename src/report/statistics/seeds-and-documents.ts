import { intervalOf, satterthwaite, type Interval } from "./estimate.js";

/** A difference over other seeds and other documents. */
export interface Joined {
  /** Half of the 95 % interval that the seeds alone would give: more seeds narrow it. */
  readonly seeds: number;
  /** Half of the 95 % interval that the documents alone would give: no seed narrows it. */
  readonly documents: number;
  /** Standard error of both parts, and its degrees of freedom. */
  readonly se: number;
  readonly df: number;
  /** 95 %, of both parts. */
  readonly interval: Interval;
}

type Part = readonly [variance: number, df: number];

/**
 * Joins a difference's variance over seeds with its variance over documents, with Satterthwaite's degrees of freedom.
 * A percentile bootstrap of five seeds covers 83 %, not 95 %, and a test over entity pairs takes pairs of one document
 * for independent: neither is used.
 */
export function joined(difference: number, seeds: Part, documents: Part): Joined {
  const halfOf = ([variance, df]: Part): number =>
    intervalOf({ value: 0, se: Math.sqrt(variance), df }, 0.95)[1];
  const df = satterthwaite([seeds, documents]);
  const se = Math.sqrt(seeds[0] + documents[0]);
  return {
    seeds: halfOf(seeds),
    documents: halfOf(documents),
    se,
    df,
    interval: intervalOf({ value: difference, se, df }, 0.95),
  };
}
