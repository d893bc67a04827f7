import { z } from "zod";
import { badInput } from "../../base/errors.js";
import { nameTriples, nameTriplesOf } from "../../scoring/name-triples.js";
import type { NameTriple, NameTriples } from "../../scoring/name-triples.js";
import { toGold } from "./gold.js";
import { parseJson } from "./json.js";
import { parseDocuments, readText } from "./reader.js";

/** What a training file says for scoring. */
export interface TrainingFacts {
  readonly triples: NameTriples;
  /** Number of facts of each relation, repeats counted; null when the file holds name triples only. */
  readonly frequency: ReadonlyMap<string, number> | null;
}

const tripleSchema = z.tuple([z.string(), z.string(), z.string()]);

/**
 * The facts that Ign-F1 takes out, from training documents or from a list of name triples
 * `[head, tail, relation]` (as the official scorer caches them).
 *
 * @throws AmtlError (2) when the file cannot be read or is neither.
 */
export async function readTrainingFacts(file: string): Promise<TrainingFacts> {
  const text = await readText(file);
  if (/^\s*\[\s*\[/.test(text)) {
    const items = parseJson(text, file) as unknown[];
    return {
      triples: nameTriples(items.map((item, i) => checkTriple(item, i, file))),
      frequency: null,
    };
  }
  const documents = parseDocuments(text, file).map(toGold);
  const frequency = new Map<string, number>();
  for (const { facts } of documents) {
    for (const { r } of facts) frequency.set(r, (frequency.get(r) ?? 0) + 1);
  }
  return { triples: nameTriplesOf(documents), frequency };
}

function checkTriple(item: unknown, index: number, file: string): NameTriple {
  const result = tripleSchema.safeParse(item);
  if (result.success) return result.data;
  throw badInput("Invalid name triple", {
    where: `${file}, item ${index}`,
    expected: "[head name, tail name, relation], three strings",
    got: JSON.stringify(item).slice(0, 120),
  });
}
