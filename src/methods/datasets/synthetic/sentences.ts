import type { Random } from "../../../base/random.js";
import type { CorpusParameters } from "./parameters.js";
import { ADVERBS, ARTICLE, FILLERS, NEUTRAL_VERBS, REVERSER, STOP } from "./words.js";

/** A mention of one of the document's entities, or a plain word. */
export type Token = string | { readonly entity: number };

/** What a sentence (or two neighbouring ones) is about: two entities, and the verb between them. */
export interface Statement {
  readonly h: number;
  readonly t: number;
  readonly verb: string;
  /** fact: may be reversed, or cross the end of a sentence; plain: neither. */
  readonly form: "fact" | "plain";
  /** Index of the fact that it states or hints at; absent: none. */
  readonly fact?: number;
}

const pick = <T>(items: readonly T[], random: Random): T => items[random.below(items.length)];

const some = (most: number, random: Random): string[] =>
  Array.from({ length: random.below(most + 1) }, () => pick(FILLERS, random));

export const neutralVerb = (random: Random): string => pick(NEUTRAL_VERBS, random);

/** The tokens of one statement; the verb is never farther than two words from either mention. */
function core(statement: Statement, parameters: CorpusParameters, random: Random): Token[] {
  const { h, t, verb, form } = statement;
  const reversed = form === "fact" && random.next() < parameters.reversed;
  const between = random.next() < parameters.between;
  const [first, second]: Token[] = reversed
    ? [{ entity: t }, { entity: h }]
    : [{ entity: h }, { entity: t }];
  if (reversed) return [first, verb, REVERSER, second];
  if (!between) return [first, verb, second];
  return random.next() < 0.5
    ? [first, pick(ADVERBS, random), verb, second]
    : [first, verb, ARTICLE, second];
}

/** One sentence, or two when a fact crosses from one to the next. */
export function sentencesOf(
  statement: Statement,
  parameters: CorpusParameters,
  random: Random,
): Token[][] {
  const { h, t, verb, form } = statement;
  const pad = (): string[] => some(parameters.padding, random);
  if (form === "fact" && random.next() < parameters.crossing) {
    return [
      [...pad(), { entity: h }, verb, STOP],
      [{ entity: t }, ...pad(), STOP],
    ];
  }
  return [[...pad(), ...core(statement, parameters, random), ...pad(), STOP]];
}
