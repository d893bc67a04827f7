import type { WordTokenizer } from "../../contract/corpus/tokenizer.js";
import type { Document } from "../../contract/corpus/document.js";

export interface MarkedTokens {
  /** Ids of the pieces and markers, without special tokens, uncut. */
  readonly ids: readonly number[];
  /** For each entity the [start, end) of its mentions: from its opening marker to after its closing one. */
  readonly entityPositions: readonly (readonly (readonly [number, number])[])[];
  /** [start, end) of each sentence, markers counted. */
  readonly sentences: readonly (readonly [number, number])[];
}

/**
 * Cuts every word on its own and puts one marker before each word where mentions start and one after each word
 * where mentions end, however many do (data-pipeline section 2; prepro.py of xhm-code/AMTL).
 *
 * @param marks without them a mention is its words.
 */
export function markMentions(
  document: Document,
  tokenizer: Pick<WordTokenizer, "encodeWord" | "markerId">,
  marks = true,
): MarkedTokens {
  const starts = document.sentences.map(() => new Set<number>());
  const lasts = document.sentences.map(() => new Set<number>());
  for (const mention of document.entities.flat()) {
    starts[mention.sentence].add(mention.start);
    lasts[mention.sentence].add(mention.end - 1);
  }
  const ids: number[] = [];
  const positionOf = document.sentences.map((words, sentence) => {
    const positions: number[] = [];
    words.forEach((word, index) => {
      positions.push(ids.length);
      if (marks && starts[sentence].has(index)) ids.push(tokenizer.markerId);
      for (const id of tokenizer.encodeWord(word)) ids.push(id);
      if (marks && lasts[sentence].has(index)) ids.push(tokenizer.markerId);
    });
    positions.push(ids.length);
    return positions;
  });
  const entityPositions = document.entities.map((mentions) =>
    mentions.map(({ sentence, start, end }) => {
      const positions = positionOf[sentence];
      return [positions[start], positions[end]] as const;
    }),
  );
  const sentences = positionOf.map((positions) => [positions[0], positions.at(-1)!] as const);
  return { ids, entityPositions, sentences };
}
