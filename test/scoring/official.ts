import type { FactTriple, GoldDocument } from "../../src/contract/corpus/fact.js";

/** Fractions of 1. */
export interface OfficialScores {
  readonly p: number;
  readonly r: number;
  readonly f1: number;
  readonly ignF1: number;
}

/**
 * data-pipeline section 9 word by word, with lists instead of sets and no thought of speed:
 * what the fast scorer has to agree with.
 */
export function naiveScores(
  predictions: readonly FactTriple[],
  gold: readonly GoldDocument[],
  train: readonly GoldDocument[],
): OfficialScores {
  const key = ({ title, h_idx, t_idx, r }: FactTriple) => JSON.stringify([title, h_idx, t_idx, r]);
  const unique = (keys: readonly string[]) => keys.filter((one, i) => keys.indexOf(one) === i);
  const factsOf = (documents: readonly GoldDocument[]) =>
    documents.flatMap(({ title, names, facts }) =>
      facts.map(({ h, t, r }) => ({ title, names, h_idx: h, t_idx: t, r })),
    );
  const trainNames = factsOf(train).flatMap(({ names, h_idx, t_idx, r }) =>
    names[h_idx].flatMap((head) => names[t_idx].map((tail) => JSON.stringify([head, tail, r]))),
  );
  const truth = unique(factsOf(gold).map(key));
  const submitted = unique(predictions.map(key));
  const correct = submitted.filter((one) => truth.includes(one));
  const ignored = correct.filter((one) => {
    const [title, h, t, r] = JSON.parse(one) as [string, number, number, string];
    const { names } = gold.filter((document) => document.title === title).at(-1)!;
    const pairs = names[h].flatMap((head) => names[t].map((tail) => [head, tail, r]));
    return pairs.some((pair) => trainNames.includes(JSON.stringify(pair)));
  });
  if (submitted.length === 0) return { p: 0, r: 0, f1: 0, ignF1: 0 };
  const p = correct.length / submitted.length;
  const r = truth.length === 0 ? 0 : correct.length / truth.length;
  const left = correct.length - ignored.length;
  const ign = left / (submitted.length - ignored.length + 1e-5);
  return {
    p,
    r,
    f1: p + r === 0 ? 0 : (2 * p * r) / (p + r),
    ignF1: ign + r === 0 ? 0 : (2 * ign * r) / (ign + r),
  };
}
