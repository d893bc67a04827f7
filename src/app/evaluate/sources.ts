import { AmtlError, badInput } from "../../base/errors.js";
import { nearest } from "../../base/text/nearest.js";
import { plural } from "../../base/text/plural.js";
import type { Document, Fact } from "../../contract/corpus/document.js";
import type { ProfileId } from "../../contract/train-spec.js";
import { factsFileOf } from "../../corpus/datasets/datasets.js";
import { loadDocuments } from "../../corpus/datasets/documents.js";
import { mergeAdded } from "../../corpus/datasets/merge-added.js";
import { namedData } from "../../corpus/datasets/named.js";
import { fileText } from "../../corpus/read/bytes.js";
import { readDocuments } from "../../corpus/read/reader.js";
import { ofDocuments, readTrainingFacts } from "../../corpus/read/training-facts.js";
import type { TrainingFacts } from "../../corpus/read/training-facts.js";
import { splitIds } from "../../methods/datasets/registry.js";
import type { NameTriples } from "../../scoring/name-triples.js";

/** Labels that a file keeps apart from `labels` (`gpt_labels`), and whether they count. */
export interface Added {
  readonly count: number;
  readonly isCounted: boolean;
}

/** Documents with the true facts. */
export interface GoldData {
  /** What they are called in messages. */
  readonly name: string;
  readonly documents: readonly (Document & { readonly facts: readonly Fact[] })[];
  readonly added: Added;
  /** Documents without labels: no prediction for them can be right. */
  readonly unlabelled: number;
}

const addedIn = ({ added = [], facts }: Document): number =>
  added.length + (facts ?? []).filter((fact) => fact.added).length;

/** The document with what its file keeps apart among its facts, or without it. */
function counted(document: Document, isCounted: boolean): Document {
  if (!isCounted)
    return { ...document, facts: document.facts?.filter(({ added }) => !added) ?? null };
  const { facts, ...rest } = mergeAdded(document);
  return {
    ...rest,
    facts: facts?.map(({ h, t, r, evidence }) => ({ h, t, r, evidence })) ?? null,
  };
}

/**
 * The documents that a word names.
 * @throws AmtlError (2) when they cannot be read or no fact is in them; (4) for a published file that is not here.
 */
export async function goldData(
  word: string,
  profile: ProfileId,
  isCounted: boolean,
): Promise<GoldData> {
  const named = await namedData(word, profile);
  const all =
    named.kind === "split"
      ? await loadDocuments(named.source)
      : await reading(word, profile, () => readDocuments(named.path));
  const name = fileText(word);
  const documents = all.map((document) => {
    const { facts, ...rest } = counted(document, isCounted);
    return { ...rest, facts: facts ?? [] };
  });
  if (documents.every(({ facts }) => facts.length === 0)) {
    const count = all.reduce((sum, document) => sum + addedIn(document), 0);
    const kept = count === 0 ? "" : `, but ${count} gpt_labels (--gpt-labels gold counts them)`;
    const isBlind = all.every(({ facts }) => facts === null);
    throw badInput(isBlind ? "Gold file has no labels" : "Gold file has no facts", {
      where: name,
      expected: "documents with a field labels that holds the true facts",
      got: isBlind
        ? `${plural(all.length, "document")}, none of them labelled (a blind test file?)${kept}`
        : `${plural(all.length, "document")} without a fact${kept}`,
    });
  }
  const count = all.reduce((sum, document) => sum + addedIn(document), 0);
  const unlabelled = all.filter(({ facts }) => facts === null).length;
  return { name, documents, added: { count, isCounted }, unlabelled };
}

/** Training facts, and what they are called. */
export interface TrainingData extends TrainingFacts {
  readonly name: string;
  readonly added: Added;
}

/**
 * The training facts that a word names: of documents, of name triples, or of a split, whose published name triples do
 * where its documents are missing.
 *
 * @param only the triples that matter.
 * @throws AmtlError (2) when they cannot be read or there are none; (4) for a published file that is not here.
 */
export async function trainingData(
  word: string,
  profile: ProfileId,
  only: NameTriples,
  isCounted: boolean,
): Promise<TrainingData> {
  const named = await namedData(word, profile);
  let count = 0;
  const change = (document: Document): Document => {
    count += addedIn(document);
    return counted(document, isCounted);
  };
  const name = fileText(word);
  const facts = await (async () => {
    if (named.kind === "file") {
      return reading(word, profile, () => readTrainingFacts(named.path, { only, change }));
    }
    const path = await factsFileOf(profile, named.id);
    if (path !== null) return readTrainingFacts(path, { only });
    const documents = (await loadDocuments(named.source)).map(change);
    return ofDocuments(documents, name, { only });
  })();
  return { ...facts, name, added: { count, isCounted } };
}

/** What reading gives; where there is no such file, the error offers the short names. */
async function reading<T>(word: string, profile: ProfileId, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof AmtlError) || !error.details.got?.startsWith("ENO")) throw error;
    const known = splitIds(profile);
    const meant = nearest(word, known);
    throw badInput(error.message, {
      ...error.details,
      expected: `a file, - for standard input, or one of ${known.join(", ")}`,
      ...(meant !== undefined && { fix: `did you mean ${meant}?` }),
    });
  }
}
