import type { EvalResult, Metrics } from "../contract/spec.js";
import type { NameTriples } from "./names.js";
import type { FactTriple, GoldDocument } from "../contract/fact.js";

/** Numbers of distinct facts. */
export interface Counts {
  readonly gold: number;
  readonly submitted: number;
  readonly correct: number;
  /** Correct ones whose names stand in the training facts. */
  readonly ignored: number;
}

/** A distinct submitted fact and what became of it. */
export interface JudgedFact {
  readonly r: string;
  readonly correct: boolean;
  readonly ignored: boolean;
}

export interface Judgement {
  /** Distinct submitted facts; those with unknown titles, self pairs and impossible indices are in it, as wrong. */
  readonly submitted: readonly JudgedFact[];
  /** Relation of each distinct gold fact. */
  readonly gold: readonly string[];
}

export interface Scores {
  readonly counts: Counts;
  readonly metrics: Metrics;
  /** Relations that occur in gold or submitted facts, in code unit order. */
  readonly perRelation: EvalResult["perRelation"];
}

const factKey = (h: number, t: number, r: string): string => `${h} ${t} ${r}`;

/**
 * Compares predictions with gold facts as the official scorer does (data-pipeline section 9; AMTL
 * evaluation_revised.py `official_evaluate`): repeats count once on both sides; a correct fact is ignored by
 * Ign-F1 when any mention name of its head and any of its tail form a training fact with its relation.
 * Documents that share a title share their gold facts, and the last of them gives the names.
 */
export function judge(
  predictions: Iterable<FactTriple>,
  gold: readonly GoldDocument[],
  training: NameTriples,
): Judgement {
  const truth = new Map<string, { facts: Set<string>; names: GoldDocument["names"] }>();
  const goldRelations: string[] = [];
  for (const document of gold) {
    const facts = truth.get(document.title)?.facts ?? new Set<string>();
    truth.set(document.title, { facts, names: document.names });
    for (const { h, t, r } of document.facts) {
      const size = facts.size;
      if (facts.add(factKey(h, t, r)).size > size) goldRelations.push(r);
    }
  }
  const seen = new Map<string, Set<string>>();
  const submitted: JudgedFact[] = [];
  for (const { title, h_idx: h, t_idx: t, r } of predictions) {
    const known = seen.get(title) ?? new Set<string>();
    seen.set(title, known);
    const key = factKey(h, t, r);
    if (known.has(key)) continue;
    known.add(key);
    const document = truth.get(title);
    const correct = document?.facts.has(key) ?? false;
    const ignored =
      correct && document !== undefined && training.hasAny(document.names[h], document.names[t], r);
    submitted.push({ r, correct, ignored });
  }
  return { submitted, gold: goldRelations };
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
    gold: judgement.gold.filter(within).length,
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
  for (const r of judgement.gold) of(r).gold++;
  for (const { r, correct } of judgement.submitted) {
    of(r).submitted++;
    if (correct) of(r).correct++;
  }
  const counts = count(judgement, () => true);
  const perRelation = Object.fromEntries([...relations].sort(([a], [b]) => (a < b ? -1 : 1)));
  return { counts, metrics: metricsOf(counts), perRelation };
}
