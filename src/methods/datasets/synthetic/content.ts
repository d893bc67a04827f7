import { type Random, shuffle } from "../../../base/random.js";
import { neutralVerb, type Statement } from "./sentences.js";
import { drawPair, type World, type WorldFact } from "./world.js";
import type { RelationWords } from "./words.js";

export interface DrawnFact extends WorldFact {
  readonly status: "stated" | "hinted";
  /** Which of the relation's words states it; 0 for a hint, which has only one. */
  readonly word: number;
}

/** What a document says, before it is put into words. */
export interface DocumentContent {
  /** Indices of world entities; statements and facts index this list. */
  readonly entities: readonly number[];
  readonly statements: readonly Statement[];
  readonly facts: readonly DrawnFact[];
}

const between = ([least, most]: readonly [number, number], random: Random): number =>
  least + random.below(most - least + 1);

/** Facts of the world that this document repeats, and the entities that it is about. */
function drawEntities(
  world: World,
  facts: number,
  random: Random,
): { known: WorldFact[]; entities: number[] } {
  const { knownShare, entitiesADocument } = world.parameters;
  const known: WorldFact[] = [];
  for (let i = 0; i < facts; i++) {
    if (random.next() < knownShare) known.push(world.known[random.below(world.known.length)]);
  }
  const entities = new Set(known.flatMap(({ h, t }) => [h, t]));
  const size = Math.max(entities.size, between(entitiesADocument, random));
  while (entities.size < size) entities.add(random.below(world.entities.length));
  return { known, entities: [...entities] };
}

/** Draws what a document states, hints at and merely mentions. */
export function drawContent(world: World, words: RelationWords, random: Random): DocumentContent {
  const { parameters } = world;
  const count = between(parameters.facts, random);
  const { known, entities } = drawEntities(world, count, random);
  const facts = new Map<string, DrawnFact>();
  const pairs = new Map<string, readonly [number, number]>();
  const add = (h: number, t: number, relation: number, status: DrawnFact["status"]): void => {
    const key = `${h} ${t} ${relation}`;
    const word = status === "hinted" ? 0 : random.below(parameters.triggers);
    if (!facts.has(key)) facts.set(key, { h, t, relation, status, word });
    pairs.set(`${h} ${t}`, [h, t]);
  };
  for (const { h, t, relation } of known)
    add(entities.indexOf(h), entities.indexOf(t), relation, "stated");
  while (facts.size < count) {
    const again = pairs.size > 0 && random.next() < parameters.repeatedPair;
    const [h, t] = again
      ? [...pairs.values()][random.below(pairs.size)]
      : drawPair(entities.length, random);
    add(h, t, world.drawRelation(random), "stated");
  }
  const others = 1 - parameters.neutral - parameters.hinted;
  for (let i = 0; i < count; i++) {
    if (random.next() >= parameters.hinted / others) continue;
    const [h, t] = drawPair(entities.length, random);
    if (!pairs.has(`${h} ${t}`)) add(h, t, world.drawRelation(random), "hinted");
  }
  const statements = [...facts.values()].map((fact, index): Statement => ({
    ...statementOf(fact, words),
    fact: index,
  }));
  for (let i = 0; i < count; i++) {
    if (random.next() >= parameters.neutral / others) continue;
    const [h, t] = drawPair(entities.length, random);
    statements.push({ h, t, verb: neutralVerb(random), form: "plain" });
  }
  return { entities, statements: shuffle(statements, random), facts: [...facts.values()] };
}

function statementOf({ h, t, relation, status, word }: DrawnFact, words: RelationWords): Statement {
  return status === "hinted"
    ? { h, t, verb: words.hints[relation], form: "plain" }
    : { h, t, verb: words.triggers[relation][word], form: "fact" };
}
