import type { Features } from "../../../contract/corpus/document.js";
import type { LabelLayout } from "../../../contract/layout.js";
import type { ScoredDocuments } from "../../../contract/learner.js";
import { documentScores } from "./instances.js";
import type { Body } from "./bodies.js";
import { labelled, type LabelledScores } from "./scorer.js";
import {
  numberedTriples,
  tripleKey,
  typedDocuments,
  typesOf,
  type Triple,
  type TypedDocument,
} from "./triples.js";
import { marginsOf, type Level } from "./truths.js";

/** What a run's rules are about: what follows from its training labels, and how logits are read. */
export interface Setting {
  readonly layout: LabelLayout;
  readonly relations: number;
  readonly triples: readonly Triple[];
  /** By {@link tripleKey}, the index of a triple. */
  readonly numbers: ReadonlyMap<string, number>;
  /** The types of entity in the triples, sorted. */
  readonly types: readonly string[];
  readonly documents: readonly TypedDocument[];
  readonly level: Level;
}

export function settingOf(
  features: readonly Features[],
  layout: LabelLayout,
  level: Level,
): Setting {
  const documents = typedDocuments(features, layout);
  const triples = numberedTriples(documents);
  const types = [...new Set(triples.flatMap(({ head, tail }) => [head, tail]))].sort();
  const numbers = new Map(triples.map((triple, k) => [tripleKey(triple), k]));
  const relations = layout.columns.length - layout.segments.length;
  return { layout, relations, triples, numbers, types, documents, level };
}

/** What rules say of scored documents, with the labels of these; documents without entities are left out. */
export function labelledScores(
  { layout, triples, numbers, level }: Setting,
  { features, logits }: ScoredDocuments,
  index: number,
  bodies: readonly (readonly Body[])[],
): LabelledScores {
  const document = features[index];
  const types = typesOf(document);
  const margins = marginsOf(logits[index], document, layout, level);
  const scores = documentScores(margins, types, triples, bodies);
  const [{ facts }] = typedDocuments([document], layout);
  const { entities } = scores;
  const cellOf = (triple: number, x: number, y: number) => (triple * entities + x) * entities + y;
  const found = new Set<number>();
  const counts = new Int32Array(triples.length);
  for (const { h, t, relation } of facts) {
    const triple = numbers.get(tripleKey({ relation, head: types[h], tail: types[t] }));
    if (triple === undefined || found.has(cellOf(triple, h, t))) continue;
    found.add(cellOf(triple, h, t));
    counts[triple]++;
  }
  return labelled(
    scores,
    (triple, x, y) => found.has(cellOf(triple, x, y)),
    (triple) => counts[triple],
  );
}
