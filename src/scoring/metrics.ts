import type { FactTriple, GoldDocument } from "../contract/corpus/fact.js";
import type { DocumentCounts, EvalResult, Metrics } from "../contract/result.js";
import { judge, type Judgement } from "./judge.js";
import type { NameTriples } from "./name-triples.js";

/** Numbers of distinct facts. */
export interface Counts {
  readonly gold: number;
  readonly submitted: number;
  readonly correct: number;
  /** Correct ones whose names stand in the training facts. */
  readonly ignored: number;
}

export interface Scores {
  readonly counts: Counts;
  readonly metrics: Metrics;
  /** Relations that occur in gold or submitted facts, in code unit order. */
  readonly perRelation: EvalResult["perRelation"];
}

/** P = C/S, R = C/G, F1; Ign-F1 takes P_ign = (C − I) / (S − I + 1e-5) and the ordinary R. Percent, unrounded. */
export function metricsOf({ gold, submitted, correct, ignored }: Counts): Metrics {
  const precision = submitted === 0 ? 0 : correct / submitted;
  const recall = gold === 0 ? 0 : correct / gold;
  const precisionIgn = submitted === 0 ? 0 : (correct - ignored) / (submitted - ignored + 1e-5);
  return {
    f1: 100 * harmonic(precision, recall),
    ignF1: 100 * harmonic(precisionIgn, recall),
    precision: 100 * precision,
    recall: 100 * recall,
  };
}

const harmonic = (p: number, r: number): number => (p + r === 0 ? 0 : (2 * p * r) / (p + r));

/** Counts over the relations that `within` accepts: the rest is taken out of gold and submitted facts alike. */
export function count(judgement: Judgement, within: (relation: string) => boolean): Counts {
  const submitted = judgement.submitted.filter(({ r }) => within(r));
  return {
    gold: judgement.gold.filter(({ r }) => within(r)).length,
    submitted: submitted.length,
    correct: submitted.filter(({ correct }) => correct).length,
    ignored: submitted.filter(({ ignored }) => ignored).length,
  };
}

/** The official numbers of a prediction file; see {@link judge} and {@link metricsOf}. */
export function scoreFacts(
  predictions: Iterable<FactTriple>,
  gold: readonly GoldDocument[],
  training: NameTriples,
): Scores {
  return summarise(judge(predictions, gold, training));
}

/** Counts, metrics and counts by relation of a judgement. */
export function summarise(judgement: Judgement): Scores {
  const relations = new Map<string, { gold: number; submitted: number; correct: number }>();
  const of = (r: string) => {
    const entry = relations.get(r) ?? { gold: 0, submitted: 0, correct: 0 };
    relations.set(r, entry);
    return entry;
  };
  for (const { r } of judgement.gold) of(r).gold++;
  for (const { r, correct } of judgement.submitted) {
    of(r).submitted++;
    if (correct) of(r).correct++;
  }
  const counts = count(judgement, () => true);
  const perRelation = Object.fromEntries([...relations].sort(([a], [b]) => (a < b ? -1 : 1)));
  return { counts, metrics: metricsOf(counts), perRelation };
}

/**
 * Counts of each of so many gold documents. Submitted facts with unknown titles belong to none, so that the sums can be
 * below the counts of the whole.
 */
export function countByDocument({ gold, submitted }: Judgement, documents: number): DocumentCounts {
  const zeros = () => Array<number>(documents).fill(0);
  const counts = { gold: zeros(), submitted: zeros(), correct: zeros(), ignored: zeros() };
  for (const { document } of gold) counts.gold[document]++;
  for (const { document, correct, ignored } of submitted) {
    if (document === null) continue;
    counts.submitted[document]++;
    if (correct) counts.correct[document]++;
    if (ignored) counts.ignored[document]++;
  }
  return counts;
}
