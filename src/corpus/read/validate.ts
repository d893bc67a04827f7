import { badInput } from "../../base/errors.js";
import { shown } from "../../base/text/shown.js";
import { labelRows, mentionRows } from "./columns.js";
import type { AddedFact, Document, Fact, Mention } from "../../contract/corpus/document.js";

/** Checked by hand: a schema library takes longer for a training file than all the rest of its loading. */
interface Place {
  readonly file: string;
  readonly index: number;
  readonly title: string | null;
}

function reject(place: Place, field: string, expected: string, got: unknown): never {
  const title = place.title === null ? "" : ` ${shown(place.title)}`;
  throw badInput("Invalid document", {
    where: `${place.file}, document ${place.index}${title}, field ${field}`,
    expected,
    got: shown(got),
    fix: "correct this field, or bring the file again if it was not meant to differ from the published one",
  });
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isIndex = (value: unknown, size: number): value is number =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) < size;

const isWords = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((word) => typeof word === "string");

function list(place: Place, field: string, value: unknown, of: string): readonly unknown[] {
  if (!Array.isArray(value)) reject(place, field, `a list of ${of}`, value);
  return value;
}

const FACTS = "facts {h, t, r}, or columns head, tail, relation_id of one length";

function mention(
  place: Place,
  field: string,
  value: unknown,
  sentences: Document["sentences"],
): Mention {
  if (!isRecord(value)) reject(place, field, "a mention {name, sent_id, pos, type}", value);
  const { name, sent_id: sentence, pos, type } = value;
  if (typeof name !== "string") reject(place, `${field}.name`, "a string", name);
  if (typeof type !== "string") reject(place, `${field}.type`, "a string", type);
  if (!isIndex(sentence, sentences.length)) {
    reject(place, `${field}.sent_id`, `a sentence from 0 to ${sentences.length - 1}`, sentence);
  }
  const words = sentences[sentence].length;
  const [start, end, ...more] = list(place, `${field}.pos`, pos, "two word offsets");
  if (!isIndex(start, words) || !isIndex(end, words + 1) || start >= end || more.length > 0) {
    const span = `[start, end) with 0 <= start < end <= ${words}, the length of sentence ${sentence}`;
    reject(place, `${field}.pos`, span, pos);
  }
  return { name, sentence, start, end, type };
}

function fact(place: Place, field: string, value: unknown, entities: number): Fact {
  if (!isRecord(value)) reject(place, field, "a fact {h, t, r, evidence}", value);
  const { h, t, r } = value;
  const evidence = value.evidence ?? [];
  if (!isIndex(h, entities)) reject(place, `${field}.h`, `an entity from 0 to ${entities - 1}`, h);
  if (!isIndex(t, entities)) reject(place, `${field}.t`, `an entity from 0 to ${entities - 1}`, t);
  if (typeof r !== "string" || r === "") reject(place, `${field}.r`, "a relation's id", r);
  const sentences = list(place, `${field}.evidence`, evidence, "sentences");
  if (!sentences.every((item) => Number.isInteger(item))) {
    reject(place, `${field}.evidence`, "a list of sentence numbers", evidence);
  }
  return { h, t, r, evidence: sentences as readonly number[] };
}

/** A fact without a score is taken to be meant. */
function addedFact(place: Place, field: string, value: unknown, entities: number): AddedFact {
  const { h, t, r } = fact(place, field, value, entities);
  const score = (isRecord(value) ? value.score : undefined) ?? 1;
  if (!Number.isFinite(score)) reject(place, `${field}.score`, "a number", score);
  return { h, t, r, score: Number(score) };
}

/**
 * One document of a DocRED file. Facts that DocGNRE's training files keep apart (`gpt_labels`) stay apart: they are no
 * gold facts, and official scorers do not read them.
 *
 * @throws AmtlError (2) naming file, document title and field.
 */
export function checkDocument(value: unknown, file: string, index: number): Document {
  const untitled: Place = { file, index, title: null };
  if (!isRecord(value)) reject(untitled, "(all)", "a document {title, sents, vertexSet}", value);
  const { title, sents, vertexSet, labels, gpt_labels: added } = value;
  if (sents === undefined && Object.hasOwn(value, "h_idx")) {
    reject(untitled, "(all)", "a document {title, sents, vertexSet}, not a prediction", value);
  }
  if (typeof title !== "string") reject(untitled, "title", "a string", title);
  const place: Place = { file, index, title };
  const sentences = list(place, "sents", sents, "sentences").map((words, s) =>
    isWords(words) ? words : reject(place, `sents[${s}]`, "a list of words", words),
  );
  const entities = list(place, "vertexSet", vertexSet, "entities").map((item, e) => {
    const field = `vertexSet[${e}]`;
    const mentions = list(place, field, mentionRows(item), "mentions");
    if (mentions.length === 0) reject(place, field, "at least one mention", item);
    return mentions.map((one, m) => mention(place, `${field}[${m}]`, one, sentences));
  });
  const all = <T>(
    field: string,
    from: unknown,
    check: (place: Place, field: string, value: unknown, entities: number) => T,
  ): readonly T[] =>
    list(place, field, from, FACTS).map((one, f) =>
      check(place, `${field}[${f}]`, one, entities.length),
    );
  return {
    title,
    sentences,
    entities,
    facts: labels === undefined || labels === null ? null : all("labels", labelRows(labels), fact),
    ...(added !== undefined && added !== null && { added: all("gpt_labels", added, addedFact) }),
  };
}
