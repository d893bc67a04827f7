import { badInput } from "../../base/errors.js";
import { plural } from "../../base/text/plural.js";
import { shown } from "../../base/text/shown.js";
import type { Datasets } from "../../contract/corpus/dataset.js";
import type { Document } from "../../contract/corpus/document.js";
import type { ProfileId } from "../../contract/train-spec.js";
import { loadDocuments } from "../../corpus/datasets/documents.js";
import { namedData } from "../../corpus/datasets/named.js";
import { fileText, readBytes } from "../../corpus/read/bytes.js";
import { parseMarkedText } from "../../corpus/read/marked-text.js";
import { parseDocuments } from "../../corpus/read/reader.js";

/** Documents to predict on, and what they are called in messages. */
export interface GivenDocuments {
  readonly name: string;
  readonly documents: readonly Document[];
}

/** Entities of a document: its pairs are their square, and all of them are computed at once. */
const MOST_ENTITIES = 400;

/** Whether a text is meant as JSON: an object, or a list of objects or of nothing. */
const isJson = (text: string): boolean => /^\s*(?:\{|\[\s*[\]{])/.test(text);

/** Characters in which a JSON text shows itself. */
const HEAD = 400;

/**
 * The documents that a word names: a file, `-`, or a split by its short name; DocRED JSON in any form that is read
 * elsewhere, or plain text with marked mentions.
 *
 * @throws AmtlError (2) when they cannot be read, when there are none, or when one has too many entities; (4) for a
 *   published file that is not here.
 */
export async function givenDocuments(
  word: string,
  profile: ProfileId,
  datasets: Datasets,
): Promise<GivenDocuments> {
  const named = await namedData(word, profile, datasets);
  const name = fileText(word);
  const documents =
    named.kind === "split" ? await loadDocuments(named.source) : await readFile(named.path, name);
  if (documents.length === 0) {
    throw badInput("No documents", {
      where: name,
      expected: "at least one document",
      got: "an empty list",
    });
  }
  const large = documents.find(({ entities }) => entities.length > MOST_ENTITIES);
  if (large === undefined) return { name, documents };
  throw badInput("Too many entities in a document", {
    where: `${name}, document ${shown(large.title)}`,
    expected: `at most ${MOST_ENTITIES}: the pairs of a document are computed at once`,
    got: `${large.entities.length}, which make ${plural(large.entities.length * (large.entities.length - 1), "pair")}`,
    fix: "cut the document into several; a model reads the beginning of a long one only",
  });
}

async function readFile(path: string, name: string): Promise<readonly Document[]> {
  const bytes = await readBytes(path);
  if (/\.(?:json|jsonl|ndjson)(?:\.gz|\.zip)?$/i.test(name)) return parseDocuments(bytes, name);
  const isText = !isJson(bytes.toString("utf8", 0, HEAD));
  return isText ? parseMarkedText(bytes.toString("utf8"), name) : parseDocuments(bytes, name);
}
