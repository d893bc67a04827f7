import type { EvidenceScores } from "../contract/result.js";
import type { FactTriple, GoldDocument } from "../contract/corpus/fact.js";

/**
 * Evidence F1 as the official scorer counts it (DocRED, evaluation.py): sentences of every distinct prediction with a
 * known title, right where the fact is gold and its last label names them; gold sentences of all labels, repeats
 * included. The gold count starts at 1 there, so that a whole answer has a recall of n / (n + 1); so it does here.
 */
export function scoreEvidence(
  predictions: Iterable<FactTriple & { readonly evidence: readonly number[] | null }>,
  documents: readonly Pick<GoldDocument, "title" | "facts">[],
): EvidenceScores {
  const truth = new Map<string, Map<string, ReadonlySet<number>>>();
  let gold = 0;
  for (const { title, facts } of documents) {
    const known = truth.get(title) ?? new Map<string, ReadonlySet<number>>();
    truth.set(title, known);
    for (const { h, t, r, evidence = [] } of facts) {
      known.set(`${h} ${t} ${r}`, new Set(evidence));
      gold += evidence.length;
    }
  }
  const seen = new Map<string, Set<string>>();
  let [submitted, correct] = [0, 0];
  for (const { title, h_idx, t_idx, r, evidence } of predictions) {
    const known = truth.get(title);
    if (known === undefined) continue;
    const before = seen.get(title) ?? new Set<string>();
    seen.set(title, before);
    const key = `${h_idx} ${t_idx} ${r}`;
    if (before.has(key)) continue;
    before.add(key);
    const sentences = new Set(evidence);
    submitted += sentences.size;
    const right = known.get(key);
    if (right === undefined) continue;
    for (const sentence of sentences) if (right.has(sentence)) correct++;
  }
  const precision = submitted === 0 ? 0 : correct / submitted;
  const recall = correct / (gold + 1);
  const f1 = correct === 0 ? 0 : (2 * precision * recall) / (precision + recall);
  return {
    counts: { gold, submitted, correct },
    precision: 100 * precision,
    recall: 100 * recall,
    f1: 100 * f1,
  };
}
