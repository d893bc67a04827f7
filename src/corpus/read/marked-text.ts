import { badInput } from "../../base/errors.js";
import { plural } from "../../base/text/plural.js";
import { shown } from "../../base/text/shown.js";
import type { Document, Mention } from "../../contract/corpus/document.js";

/** A mention in a line: [words], [words|entity], each with a type at will ([words|entity:PER]). */
const MENTION = /\[([^[\]|]*)(?:\|([^[\]|]*))?\]/g;
const TYPE = /^(.*):(ORG|LOC|TIME|PER|MISC|NUM)$/s;
/** Of what has no type: DocRED's for anything else. */
const UNTYPED = "MISC";

const EXAMPLE = "[Ada Lovelace] was born in [London]. [She|Ada Lovelace] wrote on [the engine].";

interface Place {
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

const refuse = ({ file, line }: Place, message: string, expected: string, got: string): never => {
  throw badInput(message, {
    where: `${file}, line ${line}`,
    expected,
    got,
    fix: `e.g. ${EXAMPLE}`,
  });
};

/** A mention as it is marked: where it stands in the line without marks, and which entity it is of. */
interface Marked {
  readonly from: number;
  readonly to: number;
  readonly entity: string;
  readonly type: string | null;
}

/** A line without its marks, and what they say. */
function unmarked(line: string, place: Place): { readonly text: string; readonly marks: Marked[] } {
  const marks: Marked[] = [];
  let text = "";
  let at = 0;
  for (const found of line.matchAll(MENTION)) {
    const { index } = found;
    const [whole, inner] = found;
    const named = found.at(2);
    text += plain(line.slice(at, index), place);
    const [words, type] = withType(inner);
    const [entity, typeOfName] = named === undefined ? [words, null] : withType(named);
    const said = words.trim();
    if (said === "" || entity.trim() === "")
      refuse(place, "Mention without words", "words between [ and ]", whole);
    const lead = words.length - words.trimStart().length;
    text += words.slice(0, lead);
    const from = text.length;
    text += said;
    marks.push({ from, to: text.length, entity: entity.trim(), type: type ?? typeOfName });
    text += words.slice(lead + said.length);
    at = index + whole.length;
  }
  return { text: text + plain(line.slice(at), place), marks };
}

const withType = (text: string): readonly [string, string | null] => {
  const found = TYPE.exec(text);
  return found === null ? [text, null] : [found[1], found[2]];
};

/** What stands between mentions. @throws AmtlError (2) for a bracket without its other half. */
function plain(text: string, place: Place): string {
  if (!/[[\]]/.test(text)) return text;
  return refuse(
    place,
    "Bracket without its other half",
    "[words], or [words|entity], on one line and none within another",
    shown(text.trim(), 60),
  );
}

const SENTENCES = new Intl.Segmenter("en", { granularity: "sentence" });
const WORDS = new Intl.Segmenter("en", { granularity: "word" });

/** [from, to) of each sentence of a line; none begins or ends in the middle of a mention. */
function sentencesOf(text: string, marks: readonly Marked[]): (readonly [number, number])[] {
  const starts = [...SENTENCES.segment(text)]
    .map(({ index }) => index)
    .filter((index) => !marks.some(({ from, to }) => from < index && index < to));
  return starts.map((from, i) => [from, starts.at(i + 1) ?? text.length] as const);
}

/** [from, to) of each word: punctuation stands alone, and a mention begins and ends with a word. */
function wordsOf(
  text: string,
  [from, to]: readonly [number, number],
  marks: readonly Marked[],
): (readonly [number, number])[] {
  const inside = marks.filter((mark) => mark.from >= from && mark.to <= to);
  const cuts = [from, ...inside.flatMap((mark) => [mark.from, mark.to]), to];
  return cuts.slice(1).flatMap((end, i) =>
    [...WORDS.segment(text.slice(cuts[i], end))]
      .filter(({ segment }) => segment.trim() !== "")
      .map(({ index, segment }) => {
        const at = cuts[i] + index;
        return [at, at + segment.length] as const;
      }),
  );
}

/** Adds the sentences of a line, and its mentions to the entities that they name. */
function addLine(
  sentences: string[][],
  entities: Map<string, Mention[]>,
  line: string,
  place: Place,
): void {
  const { text, marks } = unmarked(line, place);
  for (const span of sentencesOf(text, marks)) {
    const words = wordsOf(text, span, marks);
    if (words.length === 0) continue;
    const sentence = sentences.length;
    sentences.push(words.map(([from, to]) => text.slice(from, to)));
    for (const { from, to, entity, type } of marks) {
      const start = words.findIndex((word) => word[0] === from);
      const last = words.findLastIndex((word) => word[1] === to);
      if (start < 0 || last < 0) continue;
      const mentions = entities.get(entity) ?? [];
      const known = mentions.at(0)?.type ?? UNTYPED;
      const name = text.slice(from, to);
      mentions.push({ name, sentence, start, end: last + 1, type: type ?? known });
      entities.set(entity, mentions);
    }
  }
}

/**
 * Documents of plain text in which mentions stand between brackets: `[Ada Lovelace] was born in [London].` Mentions of
 * the same words are of one entity; `[she|Ada Lovelace]` is one of another name's. `[London:LOC]` says a type. A line
 * `# Title` begins a document; the end of a line is that of a sentence.
 *
 * @param file name for messages; also the title of a text that has none.
 * @throws AmtlError (2) for brackets that do not fit, a title that is there twice, and a document without any mention.
 */
export function parseMarkedText(text: string, file: string): Document[] {
  const documents: Document[] = [];
  let title = file;
  let begun = 1;
  let sentences: string[][] = [];
  let entities = new Map<string, Mention[]>();
  const end = (): void => {
    if (sentences.length === 0) return;
    const place = { file, line: begun };
    if (entities.size === 0) {
      const got = `${plural(sentences.length, "sentence")} of ${shown(title, 60)} without one`;
      refuse(place, "Text without a mention", "entities between brackets", got);
    }
    if (documents.some((document) => document.title === title))
      refuse(place, "Duplicate document title", "titles that differ", shown(title));
    documents.push({ title, sentences, entities: [...entities.values()], facts: null });
    sentences = [];
    entities = new Map();
  };
  text.split(/\r\n|\n|\r/).forEach((line, index) => {
    const place = { file, line: index + 1 };
    const heading = /^#\s+(.*\S)\s*$/.exec(line);
    if (heading === null) {
      addLine(sentences, entities, line, place);
      return;
    }
    end();
    [title, begun] = [heading[1], place.line];
  });
  end();
  if (documents.length > 0) return documents;
  return refuse(
    { file, line: 1 },
    "Empty text",
    "a text with entities between brackets",
    "nothing",
  );
}
