import { metricsOf } from "../metrics.js";
import type { ErrorDocument, FactSets, PlacedFact } from "./facts.js";

/** How well a part of the facts is found; precision, recall and F1 in percent, unrounded. */
export interface ErrorGroup {
  readonly name: string;
  readonly gold: number;
  readonly submitted: number;
  readonly correct: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/** Counts with the numbers that follow from them. */
export function groupOf(
  name: string,
  counts: Pick<ErrorGroup, "gold" | "submitted" | "correct">,
): ErrorGroup {
  const { gold, submitted, correct } = counts;
  const { precision, recall, f1 } = metricsOf({ gold, submitted, correct, ignored: 0 });
  return { name, gold, submitted, correct, precision, recall, f1 };
}

/**
 * Facts divided by what is asked of each: every fact is in one group, so that the groups sum up to the whole.
 * @param names of the groups, in the order of the result.
 */
export function divide(
  { gold, submitted, isCorrect }: FactSets,
  names: readonly string[],
  nameOf: (fact: PlacedFact) => string,
): readonly ErrorGroup[] {
  const counts = new Map(names.map((name) => [name, { gold: 0, submitted: 0, correct: 0 }]));
  for (const fact of gold) counts.get(nameOf(fact))!.gold++;
  for (const fact of submitted) {
    const entry = counts.get(nameOf(fact))!;
    entry.submitted++;
    if (isCorrect(fact)) entry.correct++;
  }
  return [...counts].map(([name, entry]) => groupOf(name, entry));
}

const ELSEWHERE = "no such entity";

type Entities = ErrorDocument["entities"];

/** What is asked of the entities of a fact; facts whose entities are not there are a group of their own. */
const byEntities =
  (
    documents: readonly ErrorDocument[],
    ask: (head: Entities[number], tail: Entities[number], document: ErrorDocument) => string,
  ) =>
  ({ document, h, t }: PlacedFact): string => {
    const { entities } = documents[document];
    const [head, tail] = [entities.at(h), entities.at(t)];
    if (h < 0 || t < 0 || head === undefined || tail === undefined) return ELSEWHERE;
    return ask(head, tail, documents[document]);
  };

/** Without a group of which nothing is. */
const present = (groups: readonly ErrorGroup[]): readonly ErrorGroup[] =>
  groups.filter(({ name, gold, submitted }) => name !== ELSEWHERE || gold + submitted > 0);

/** Facts whose entities share a sentence, and the others. */
export const bySentence = (sets: FactSets, documents: readonly ErrorDocument[]) =>
  present(
    divide(
      sets,
      ["intra-sentence", "inter-sentence", ELSEWHERE],
      byEntities(documents, (head, tail) => {
        const sentences = new Set(head.map(({ sentence }) => sentence));
        const isShared = tail.some(({ sentence }) => sentences.has(sentence));
        return isShared ? "intra-sentence" : "inter-sentence";
      }),
    ),
  );

/** A group for each range of whole numbers that begins with one of `starts`. */
const rangeNames = (starts: readonly number[], unit: string): readonly string[] =>
  starts.map((start, i) => {
    const next = starts.at(i + 1);
    if (next === undefined) return `${start}+ ${unit}`;
    return next === start + 1 ? `${start} ${unit}` : `${start}-${next - 1} ${unit}`;
  });

const rangeOf = (value: number, starts: readonly number[], names: readonly string[]): string =>
  names[starts.findLastIndex((start) => value >= start)];

const MENTIONS = [2, 3, 4, 6, 10];
const MENTION_NAMES = rangeNames(MENTIONS, "mentions");

/** Facts by the number of mentions of both entities together. */
export const byMentions = (sets: FactSets, documents: readonly ErrorDocument[]) =>
  present(
    divide(
      sets,
      [...MENTION_NAMES, ELSEWHERE],
      byEntities(documents, (head, tail) =>
        rangeOf(head.length + tail.length, MENTIONS, MENTION_NAMES),
      ),
    ),
  );

const DISTANCES = [0, 5, 10, 20, 50, 100];
const DISTANCE_NAMES = rangeNames(DISTANCES, "words");

/** Facts by the fewest words between a mention of the head and one of the tail. */
export const byDistance = (sets: FactSets, documents: readonly ErrorDocument[]) =>
  present(
    divide(
      sets,
      [...DISTANCE_NAMES, ELSEWHERE],
      byEntities(documents, (head, tail, { sentences }) =>
        rangeOf(wordsBetween(head, tail, sentences), DISTANCES, DISTANCE_NAMES),
      ),
    ),
  );

/** 0 for mentions that touch or overlap. */
function wordsBetween(
  head: Entities[number],
  tail: Entities[number],
  sentences: readonly number[],
): number {
  const before = sentences.map((_, index) =>
    sentences.slice(0, index).reduce((sum, words) => sum + words, 0),
  );
  const placed = (mentions: Entities[number]) =>
    mentions.map(({ sentence, start, end }) => [before[sentence] + start, before[sentence] + end]);
  const tails = placed(tail);
  const gaps = placed(head).flatMap(([from, to]) =>
    tails.map(([start, end]) => Math.max(0, start - to, from - end)),
  );
  return Math.min(...gaps);
}
