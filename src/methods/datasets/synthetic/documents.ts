import type { Random } from "../../../base/random.js";
import type { Document, Mention } from "../../../contract/corpus/document.js";
import type { LabelPolicy } from "./parameters.js";
import { sentencesOf, type Token } from "./sentences.js";
import { drawContent, type DocumentContent, type DrawnFact } from "./content.js";
import { drawPair, type World, type WorldEntity } from "./world.js";
import type { RelationWords } from "./words.js";

/** A document with all that it states and hints at; a label policy decides which of it is labelled. */
export interface Unlabelled {
  readonly document: Document;
  readonly facts: readonly StatedFact[];
}

/** A fact with the numbers of the sentences that state it or hint at it. */
interface StatedFact extends DrawnFact {
  readonly evidence: readonly number[];
}

/** Draws what a document says and puts it into words. */
export const writeDocument = (
  world: World,
  words: RelationWords,
  title: string,
  random: Random,
): Unlabelled => writeContent(world, drawContent(world, words, random), title, random);

/** Puts what a document says into words. Entities that no sentence mentions are left out. */
export function writeContent(
  world: World,
  content: DocumentContent,
  title: string,
  random: Random,
): Unlabelled {
  const mentions: Mention[][] = content.entities.map(() => []);
  const evidence: number[][] = content.facts.map(() => []);
  const sentences: string[][] = [];
  for (const statement of content.statements) {
    for (const tokens of sentencesOf(statement, world.parameters, random)) {
      if (statement.fact !== undefined) evidence[statement.fact].push(sentences.length);
      sentences.push(write(tokens, sentences.length));
    }
  }
  function write(tokens: readonly Token[], sentence: number): string[] {
    const written: string[] = [];
    for (const token of tokens) {
      if (typeof token === "string") {
        written.push(token);
        continue;
      }
      const entity = world.entities[content.entities[token.entity]];
      const earlier = mentions[token.entity];
      const name = nameFor(entity, earlier.length, world.parameters.otherName, random);
      const start = written.length;
      written.push(...name);
      const { type } = entity;
      earlier.push({ name: name.join(" "), sentence, start, end: written.length, type });
    }
    return written;
  }
  const facts = content.facts.map((fact, index) => ({ ...fact, evidence: evidence[index] }));
  return withoutTheUnmentioned(title, sentences, mentions, facts);
}

function nameFor(
  entity: WorldEntity,
  mention: number,
  otherName: number,
  random: Random,
): readonly string[] {
  const [full, ...others] = entity.names;
  if (mention === 0 || random.next() >= otherName) return full;
  return others[random.below(others.length)];
}

function withoutTheUnmentioned(
  title: string,
  sentences: readonly (readonly string[])[],
  mentions: readonly (readonly Mention[])[],
  stated: readonly StatedFact[],
): Unlabelled {
  const order = mentions.flatMap((some, index) => (some.length > 0 ? [index] : []));
  const place = new Map(order.map((index, now) => [index, now]));
  const facts = stated.map((fact) => ({
    ...fact,
    h: place.get(fact.h)!,
    t: place.get(fact.t)!,
  }));
  const entities = order.map((index) => mentions[index]);
  return { document: { title, sentences, entities, facts: null }, facts };
}

/** The document with the labels that a policy leaves, and the wrong ones that it adds. */
export function label(
  { document, facts }: Unlabelled,
  policy: LabelPolicy,
  world: World,
  random: Random,
): Document {
  const kept = facts.filter(
    ({ status, word }) =>
      random.next() < (status === "hinted" ? policy.hinted : policy.stated[word]),
  );
  const wrong = facts
    .filter(({ status }) => status === "stated" && random.next() < policy.wrong)
    .map(() => {
      const [h, t] = drawPair(document.entities.length, random);
      return { h, t, relation: world.drawRelation(random), evidence: [] };
    })
    .filter(
      ({ h, t, relation }) =>
        !facts.some((fact) => fact.h === h && fact.t === t && fact.relation === relation),
    );
  const labels = [...kept, ...wrong].map(({ h, t, relation, evidence }) => ({
    h,
    t,
    r: world.relations[relation],
    evidence,
  }));
  return { ...document, facts: labels };
}
