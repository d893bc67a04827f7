import type { FactTriple } from "../../contract/corpus/fact.js";
import { bandMembers, BANDS } from "../bands.js";
import { missesOf, type Miss, type MissCause, type StoredScores } from "./causes.js";
import { confusionsOf, type Confusion } from "./confusions.js";
import { factSets, type ErrorDocument } from "./facts.js";
import { byDistance, byMentions, bySentence, divide, groupOf, type ErrorGroup } from "./groups.js";

/** Missed facts whose score lies below the threshold, by how much. */
export interface MarginGroup {
  /** "0.5-1" */
  readonly name: string;
  readonly count: number;
}

/** Where an evaluation is right and wrong. Plain data. */
export interface ErrorAnalysis {
  readonly all: ErrorGroup;
  /** Relations that occur in gold or predicted facts, by training frequency. */
  readonly relations: readonly ErrorGroup[];
  /** Frequency bands; two of them overlap. */
  readonly bands: readonly ErrorGroup[];
  readonly sentences: readonly ErrorGroup[];
  readonly mentions: readonly ErrorGroup[];
  readonly distances: readonly ErrorGroup[];
  readonly confusions: readonly Confusion[];
  /** Gold facts that were not predicted, by cause. */
  readonly misses: Readonly<Record<MissCause, number>>;
  /** Of the cause "below". */
  readonly below: readonly MarginGroup[];
}

const MARGINS = [0, 0.5, 1, 2, 4, 8];

const marginGroups = (misses: readonly Miss[]): readonly MarginGroup[] =>
  MARGINS.map((from, i) => {
    const to = MARGINS.at(i + 1) ?? Infinity;
    const count = misses.filter(
      ({ cause, margin }) =>
        cause === "below" && margin !== null && -margin >= from && -margin < to,
    ).length;
    return { name: to === Infinity ? `${from}+` : `${from}-${to}`, count };
  });

/**
 * Where an evaluation is right and wrong, from what it stored. Counts by relation, sentence, mentions and distance each
 * sum up to the whole, which is what the official scorer counts.
 *
 * @param documents in the order of the scores.
 * @param ranking relations by descending training frequency.
 */
export function analyseErrors(
  documents: readonly ErrorDocument[],
  predictions: readonly FactTriple[],
  stored: StoredScores,
  ranking: readonly string[],
): ErrorAnalysis {
  const sets = factSets(documents, predictions);
  const { gold, submitted, isCorrect, unplaced } = sets;
  const occurring = new Set([...gold, ...submitted].map(({ r }) => r));
  const names = [...new Set([...ranking, ...occurring])].filter((r) => occurring.has(r));
  const relations = divide(sets, names, ({ r }) => r);
  const misses = missesOf(sets, stored);
  const countOf = (cause: MissCause): number =>
    misses.filter((miss) => miss.cause === cause).length;
  const members = bandMembers(ranking);
  return {
    all: groupOf("all", {
      gold: gold.length,
      submitted: submitted.length + unplaced,
      correct: submitted.filter(isCorrect).length,
    }),
    relations,
    bands: BANDS.map((band) => sumOf(band, relations, new Set(members[band]))),
    sentences: bySentence(sets, documents),
    mentions: byMentions(sets, documents),
    distances: byDistance(sets, documents),
    confusions: confusionsOf(sets),
    misses: {
      below: countOf("below"),
      capped: countOf("capped"),
      truncated: countOf("truncated"),
      unknown: countOf("unknown"),
      unscored: countOf("unscored"),
    },
    below: marginGroups(misses),
  };
}

const sumOf = (
  name: string,
  relations: readonly ErrorGroup[],
  members: ReadonlySet<string>,
): ErrorGroup => {
  const own = relations.filter((relation) => members.has(relation.name));
  const sum = (field: "gold" | "submitted" | "correct"): number =>
    own.reduce((total, relation) => total + relation[field], 0);
  return groupOf(name, {
    gold: sum("gold"),
    submitted: sum("submitted"),
    correct: sum("correct"),
  });
};
