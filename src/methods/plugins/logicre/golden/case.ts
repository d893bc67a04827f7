import { z } from "zod";
import type { GoldenFile } from "../../../../contract/backbone-golden.js";
import { demand, fieldOf, numbers, whole } from "../../shared/golden.js";
import { identityOf } from "../bodies.js";
import { documentScores, type DocumentScores } from "../instances.js";
import type { Rules, ScorerWeights } from "../rules.js";
import { triplesOf, type Triple, type TypedDocument } from "../triples.js";
import type { Margins } from "../truths.js";

/** What the file is about: its documents, the triples of their labels, and rules of these. */
export interface Case {
  readonly relations: number;
  /** The most atoms of a body. */
  readonly depth: number;
  readonly draws: number;
  readonly documents: readonly TypedDocument[];
  readonly triples: readonly Triple[];
  readonly rules: Rules;
  readonly scorer: ScorerWeights;
  /** Bodies of a triple at most. */
  readonly width: number;
  /** Those that are scored. */
  readonly used: readonly UsedDocument[];
}

export interface UsedDocument {
  readonly document: TypedDocument;
  readonly margins: Margins;
  readonly scores: DocumentScores;
}

const triple = z.tuple([whole, whole, whole]);
const documentsShape = z.array(z.object({ types: z.array(z.string()), labels: z.array(triple) }));
export const triplesShape = z.array(triple);
export const tensorsShape = z.array(z.object({ shape: z.array(whole), data: numbers }));

/** The case of a golden file, which counts relations from 0. Throws AmtlError (2) that names what cannot be. */
export function caseOf(file: GoldenFile): Case {
  const config = fieldOf(
    file,
    z.object({
      R: z.int().positive(),
      max_depth: z.int().positive().default(3),
      Ns: z.int().positive().default(50),
    }),
    "config",
  );
  const { R: relations, max_depth: depth, Ns: draws } = config;
  const documents = documentsOf(file, relations);
  const triples = triplesOf(documents);
  const rules = rulesOf(file, { relations, depth, triples: triples.length });
  const width = Math.max(1, ...rules.map((own) => own.length));
  const used = usedOf(file, { relations, documents, triples, rules });
  const scorer = scorerOf(file, rules, width);
  return { relations, depth, draws, documents, triples, rules, scorer, width, used };
}

function documentsOf(file: GoldenFile, relations: number): readonly TypedDocument[] {
  const path = ["inputs", "train_docs"];
  return fieldOf(file, documentsShape, ...path).map(({ types, labels }, d): TypedDocument => {
    const facts = labels.map(([h, relation, t], i) => {
      const isThere = h < types.length && t < types.length && relation < relations;
      demand(isThere, [...path, d, "labels", i], "entities and a relation that are there");
      return { h, t, relation: relation + 1 };
    });
    return { types, facts };
  });
}

function rulesOf(
  file: GoldenFile,
  { relations, depth, triples }: { relations: number; depth: number; triples: number },
): Rules {
  const chains = fieldOf(file, z.array(z.array(whole).max(depth)), "inputs", "chains");
  const priors = fieldOf(file, numbers, "inputs", "chain_log_prior");
  const counts = fieldOf(file, numbers, "inputs", "chain_counts");
  const lengths = fieldOf(file, z.array(whole), "inputs", "chains_per_triple");
  const all = lengths.reduce((sum, own) => sum + own, 0);
  for (const [name, found, wanted] of [
    ["chains_per_triple", lengths.length, triples],
    ["chains", chains.length, all],
    ["chain_log_prior", priors.length, all],
    ["chain_counts", counts.length, all],
  ] as const)
    demand(found === wanted, ["inputs", name], `${wanted} entries`);
  const last = identityOf(relations) - 1;
  demand(
    chains.flat().every((atom) => atom <= last),
    ["inputs", "chains"],
    `atoms up to ${last}`,
  );
  let at = 0;
  return lengths.map((own) =>
    Array.from({ length: own }, () => {
      const [prior, count] = [priors[at], counts[at]];
      return { body: chains[at++].map((atom) => atom + 1), prior, count };
    }),
  );
}

function usedOf(
  file: GoldenFile,
  {
    relations,
    documents,
    triples,
    rules,
  }: Pick<Case, "relations" | "documents" | "triples" | "rules">,
): readonly UsedDocument[] {
  const bodies = rules.map((own) => own.map(({ body }) => body));
  const logits = fieldOf(file, tensorsShape, "inputs", "logits");
  const indices = fieldOf(file, z.array(whole), "inputs", "documents_used");
  demand(logits.length === indices.length, ["inputs", "logits"], `${indices.length} entries`);
  return indices.map((index, i) => {
    const document = documents.at(index);
    demand(document !== undefined, ["inputs", "documents_used", i], "a document that is there");
    const { types } = document;
    const { data } = logits[i];
    const size = types.length ** 2 * relations;
    demand(data.length === size, ["inputs", "logits", i, "data"], `${size} entries`);
    const of = Array.from({ length: relations }, (_, r) =>
      Float64Array.from({ length: types.length ** 2 }, (__, cell) => data[cell * relations + r]),
    );
    const margins = { entities: types.length, of };
    return { document, margins, scores: documentScores(margins, types, triples, bodies) };
  });
}

function scorerOf(file: GoldenFile, rules: Rules, width: number): ScorerWeights {
  const own = fieldOf(file, tensorsShape, "params", "weights");
  const biases = fieldOf(file, tensorsShape, "params", "biases").flatMap(({ data }) => data);
  demand(own.length === rules.length, ["params", "weights"], `${rules.length} entries`);
  demand(biases.length === rules.length, ["params", "biases"], `${rules.length} entries`);
  const weights = new Float32Array(rules.length * width);
  own.forEach(({ data }, k) => {
    const { length } = rules[k];
    demand(data.length === length, ["params", "weights", k, "data"], `${length} entries`);
    weights.set(data, k * width);
  });
  return { weights, biases: Float32Array.from(biases) };
}
