import type { Document } from "../../contract/corpus/document.js";
import { badInput } from "../../base/errors.js";
import { nameTriples, triplesOf } from "../../scoring/name-triples.js";
import type { NameTriple, NameTriples } from "../../scoring/name-triples.js";
import { plural } from "../../base/text/plural.js";
import { shown } from "../../base/text/shown.js";
import { fileText, readBytes } from "./bytes.js";
import { toGold } from "./gold.js";
import { jsonItems } from "./items.js";
import { documentsIn } from "./reader.js";

/** What a training file says for scoring. */
export interface TrainingFacts {
  readonly triples: NameTriples;
  /** Number of facts of each relation, repeats counted; of name triples: of each triple. */
  readonly relations: ReadonlyMap<string, number>;
  /** Titles of the documents, repeats once; null when the file holds name triples only. */
  readonly titles: ReadonlySet<string> | null;
}

/** How training facts are read. */
export interface TrainingFactsOptions {
  /** The triples to be kept, where only some matter: a distant training set has millions. Absent: all. */
  readonly only?: NameTriples;
  /** What is taken of each document; absent: as it is. */
  readonly change?: (document: Document) => Document;
}

/**
 * The facts that Ign-F1 takes out, from training documents or from a list of name triples `[head, tail, relation]` (as
 * the official scorer caches them). Documents are read one after the other; titles may repeat.
 *
 * @throws AmtlError (2) when the file cannot be read, is neither, or holds no facts: Ign-F1 would be F1.
 */
export async function readTrainingFacts(
  path: string,
  options: TrainingFactsOptions = {},
): Promise<TrainingFacts> {
  const bytes = await readBytes(path);
  const file = fileText(path);
  // A list of lists, or lines that are lists.
  const isTriples = /^\s*\[\s*[["]/.test(bytes.toString("latin1", 0, 4096));
  return isTriples
    ? collect(file, namedFacts(bytes, file), null, options)
    : ofDocuments(documents(bytes, file, options), file, options);
}

/**
 * The same of documents that are at hand.
 * @throws AmtlError (2) when there are no facts in them.
 */
export function ofDocuments(
  documents: Iterable<Document>,
  file: string,
  options: TrainingFactsOptions = {},
): TrainingFacts {
  const titles = new Set<string>();
  let [count, labelled, added] = [0, 0, 0];
  function* facts(): Generator<readonly [string, Iterable<NameTriple>]> {
    for (const document of documents) {
      count++;
      titles.add(document.title);
      if (document.facts !== null) labelled++;
      added += document.added?.length ?? 0;
      const gold = toGold(document);
      for (const fact of gold.facts) yield [fact.r, triplesOf(gold, fact)];
    }
  }
  return collect(file, facts(), titles, options, () =>
    count === 0
      ? "no document"
      : plural(count, "document") +
        (labelled === 0 ? ", none of them labelled (a blind test file?)" : " without a fact") +
        (added === 0 ? "" : `, but ${added} gpt_labels (--gpt-labels train counts them)`),
  );
}

function* documents(
  bytes: Buffer,
  file: string,
  { change = (document) => document }: TrainingFactsOptions,
): Generator<Document> {
  for (const { document } of documentsIn(bytes, file)) yield change(document);
}

function* namedFacts(
  bytes: Buffer,
  file: string,
): Generator<readonly [string, Iterable<NameTriple>]> {
  for (const { value, line, index } of jsonItems(bytes, file)) {
    const triple = checkTriple(value, `${file}, line ${line}, item ${index}`);
    yield [triple[2], [triple]];
  }
}

function collect(
  file: string,
  facts: Iterable<readonly [relation: string, triples: Iterable<NameTriple>]>,
  titles: ReadonlySet<string> | null,
  { only }: TrainingFactsOptions,
  got: () => string = () => "an empty list",
): TrainingFacts {
  const relations = new Map<string, number>();
  function* kept(): Generator<NameTriple> {
    for (const [relation, triples] of facts) {
      relations.set(relation, (relations.get(relation) ?? 0) + 1);
      for (const triple of triples) if (only?.has(...triple) !== false) yield triple;
    }
  }
  const triples = nameTriples(kept());
  if (relations.size > 0) return { triples, relations, titles };
  throw badInput("Training file has no facts", {
    where: file,
    expected: "training documents with a field labels, or name triples [head, tail, relation]",
    got: got(),
    fix: "give the training documents of the data set; without them there is no Ign-F1, and F1 needs none",
  });
}

function checkTriple(item: unknown, place: string): NameTriple {
  if (Array.isArray(item) && item.length === 3) {
    const [head, tail, relation] = item as readonly unknown[];
    if (typeof head === "string" && typeof tail === "string" && typeof relation === "string")
      return [head, tail, relation];
  }
  throw badInput("Invalid name triple", {
    where: place,
    expected: "[head name, tail name, relation], three strings",
    got: shown(item),
  });
}
