/**
 * The identifiers of the paper's data file, the only ones in command line, CSV and JSON,
 * with the names that people read.
 */

export const METRICS = {
  f1: "F1",
  "ign-f1": "Ign-F1",
  precision: "P",
  recall: "R",
  threshold: "Threshold",
  "relation-score": "Relation score",
  minutes: "Training Time",
  documents: "#Docs.",
  relations: "#Rels.",
  triples: "#Triples.",
} as const;
export type MetricId = keyof typeof METRICS;

/** Metrics of documents, for which nothing is trained. */
export const COUNTS = ["documents", "relations", "triples"] as const satisfies readonly MetricId[];
export type CountId = (typeof COUNTS)[number];

export const isCount = (metric: unknown): metric is CountId => COUNTS.some((id) => id === metric);

/** Bands of relations by training frequency (section 6.1); mid-76 and tail-20 overlap, as in the paper. */
export const BANDS = {
  "head-10": "Head-10",
  "mid-76": "Mid-76",
  "tail-20": "Tail-20",
  "tail-10": "Tail-10",
} as const;

export const ORDERINGS = {
  frequency: "by frequency",
  original: "original order",
  random: "random order",
} as const;
