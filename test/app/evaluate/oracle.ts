/** A document as a file has it. */
export interface RawDocument {
  readonly title: string;
  readonly vertexSet: readonly (readonly { readonly name: string; readonly sent_id: number }[])[];
  readonly labels: readonly {
    readonly h: number;
    readonly t: number;
    readonly r: string;
    readonly evidence: readonly number[];
  }[];
}

/** A prediction as a file has it. */
export interface RawPrediction {
  readonly title: string;
  readonly h_idx: number;
  readonly t_idx: number;
  readonly r: string;
  readonly evidence?: readonly number[];
}

/** Fractions of 1. */
export interface OracleScores {
  readonly p: number;
  readonly r: number;
  readonly f1: number;
  readonly ignF1: number;
}

const key = (...parts: readonly unknown[]): string => JSON.stringify(parts);
const unique = <T>(all: readonly T[], keyOf: (one: T) => string): readonly T[] =>
  all.filter((one, at) => all.findIndex((other) => keyOf(other) === keyOf(one)) === at);
const keyOfPrediction = ({ title, r, h_idx, t_idx }: RawPrediction): string =>
  key(title, r, h_idx, t_idx);
const factsOf = (documents: readonly RawDocument[]) =>
  documents.flatMap((document) =>
    document.labels.map((label) => ({
      document,
      ...label,
      key: key(document.title, label.r, label.h, label.t),
    })),
  );
const f = (p: number, r: number): number => (p + r === 0 ? 0 : (2 * p * r) / (p + r));

/**
 * Section 9 of the data pipeline's specification, word by word, from the JSON itself: lists, no sets, no thought of speed,
 * and nothing of the scorer's own code.
 *
 * @param within restricts gold and submitted facts alike (section 10).
 */
export function oracle(
  predictions: readonly RawPrediction[],
  gold: readonly RawDocument[],
  train: readonly RawDocument[],
  within: (title: string, h: number, t: number, r: string) => boolean = () => true,
): OracleScores {
  // Train facts: (head mention name, tail mention name, r) over every label and every pair of names of its entities.
  const trainFacts = factsOf(train).flatMap(({ document, h, t, r }) =>
    document.vertexSet[h].flatMap((head) =>
      document.vertexSet[t].map((tail) => key(head.name, tail.name, r)),
    ),
  );
  // Gold: keyed (title, r, h, t), so repeats collapse.
  const truth = unique(factsOf(gold), (fact) => fact.key).filter((fact) =>
    within(fact.document.title, fact.h, fact.t, fact.r),
  );
  const submitted = unique(predictions, keyOfPrediction).filter(({ title, h_idx, t_idx, r }) =>
    within(title, h_idx, t_idx, r),
  );
  const correct = submitted.filter((one) =>
    truth.some((fact) => fact.key === keyOfPrediction(one)),
  );
  const ignored = correct.filter(({ title, h_idx, t_idx, r }) => {
    const { vertexSet } = gold.find((document) => document.title === title)!;
    return vertexSet[h_idx].some((head) =>
      vertexSet[t_idx].some((tail) => trainFacts.includes(key(head.name, tail.name, r))),
    );
  });
  if (submitted.length === 0) return { p: 0, r: 0, f1: 0, ignF1: 0 };
  const [s, c, i, g] = [submitted, correct, ignored, truth].map(({ length }) => length);
  const r = g === 0 ? 0 : c / g;
  return { p: c / s, r, f1: f(c / s, r), ignF1: f((c - i) / (s - i + 1e-5), r) };
}

/** The official evidence F1 (section 9): sets of sentences, and a gold count that starts at 1. */
export function evidenceOracle(
  predictions: readonly RawPrediction[],
  gold: readonly RawDocument[],
): number {
  const labels = factsOf(gold);
  const count = labels.reduce((sum, { evidence }) => sum + evidence.length, 1);
  const known = unique(predictions, keyOfPrediction).filter(({ title }) =>
    gold.some((document) => document.title === title),
  );
  const said = known.map((one) => ({ one, sentences: unique(one.evidence ?? [], String) }));
  const submitted = said.reduce((sum, { sentences }) => sum + sentences.length, 0);
  const correct = said.reduce((sum, { one, sentences }) => {
    const label = labels.filter((each) => each.key === keyOfPrediction(one)).at(-1);
    return sum + sentences.filter((sentence) => label?.evidence.includes(sentence)).length;
  }, 0);
  return submitted === 0 ? 0 : f(correct / submitted, correct / count);
}
