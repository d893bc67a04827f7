import { type Random, shuffle } from "../../../base/random.js";
import { neutralVerb, type Statement } from "./sentences.js";
import { drawPair, type World, type WorldFact } from "./world.js";
import type { RelationWords } from "./words.js";

export interface StoryFact extends WorldFact {
  readonly status: "stated" | "hinted";
  /** Which of the relation's words states it; 0 for a hint, which has only one. */
  readonly word: number;
}

/** What a document says, before it is put into words. */
export interface Story {
  /** Indices of world entities; statements and facts index this list. */
  readonly cast: readonly number[];
  readonly statements: readonly Statement[];
  readonly facts: readonly StoryFact[];
}

const between = ([least, most]: readonly [number, number], random: Random): number =>
  least + random.below(most - least + 1);

/** Facts of the world that this document repeats, and the entities that it is about. */
function castFor(
  world: World,
  facts: number,
  random: Random,
): { known: WorldFact[]; cast: number[] } {
  const { knownShare, entitiesADocument } = world.parameters;
  const known: WorldFact[] = [];
  for (let i = 0; i < facts; i++) {
    if (random.next() < knownShare) known.push(world.known[random.below(world.known.length)]);
  }
  const cast = new Set(known.flatMap(({ h, t }) => [h, t]));
  const size = Math.max(cast.size, between(entitiesADocument, random));
  while (cast.size < size) cast.add(random.below(world.entities.length));
  return { known, cast: [...cast] };
}

/** Draws what a document states, hints at and merely mentions. */
export function drawStory(world: World, words: RelationWords, random: Random): Story {
  const { parameters } = world;
  const count = between(parameters.facts, random);
  const { known, cast } = castFor(world, count, random);
  const facts = new Map<string, StoryFact>();
  const pairs = new Map<string, readonly [number, number]>();
  const add = (h: number, t: number, relation: number, status: StoryFact["status"]): void => {
    const key = `${h} ${t} ${relation}`;
    const word = status === "hinted" ? 0 : random.below(parameters.triggers);
    if (!facts.has(key)) facts.set(key, { h, t, relation, status, word });
    pairs.set(`${h} ${t}`, [h, t]);
  };
  for (const { h, t, relation } of known) add(cast.indexOf(h), cast.indexOf(t), relation, "stated");
  while (facts.size < count) {
    const again = pairs.size > 0 && random.next() < parameters.repeatedPair;
    const [h, t] = again
      ? [...pairs.values()][random.below(pairs.size)]
      : drawPair(cast.length, random);
    add(h, t, world.drawRelation(random), "stated");
  }
  const others = 1 - parameters.neutral - parameters.hinted;
  for (let i = 0; i < count; i++) {
    if (random.next() >= parameters.hinted / others) continue;
    const [h, t] = drawPair(cast.length, random);
    if (!pairs.has(`${h} ${t}`)) add(h, t, world.drawRelation(random), "hinted");
  }
  const statements = [...facts.values()].map((fact) => statementOf(fact, words));
  for (let i = 0; i < count; i++) {
    if (random.next() >= parameters.neutral / others) continue;
    const [h, t] = drawPair(cast.length, random);
    statements.push({ h, t, verb: neutralVerb(random), form: "plain" });
  }
  return { cast, statements: shuffle(statements, random), facts: [...facts.values()] };
}

function statementOf({ h, t, relation, status, word }: StoryFact, words: RelationWords): Statement {
  return status === "hinted"
    ? { h, t, verb: words.hints[relation], form: "plain" }
    : { h, t, verb: words.triggers[relation][word], form: "fact" };
}
