import type { Random } from "../../../base/random.js";
import type { Document, Mention } from "../../../contract/document.js";
import type { LabelPolicy } from "./parameters.js";
import { sentencesOf, type Token } from "./sentences.js";
import { drawStory, type Story, type StoryFact } from "./stories.js";
import { drawPair, type World, type WorldEntity } from "./world.js";
import type { RelationWords } from "./words.js";

/** A document with all that it states and hints at; a label policy decides what its readers are told. */
export interface Told {
  readonly document: Document;
  readonly facts: readonly StoryFact[];
}

/** Puts a story into words. Entities that no sentence mentions are left out. */
export function tellStory(world: World, words: RelationWords, title: string, random: Random): Told {
  const story = drawStory(world, words, random);
  const mentions: Mention[][] = story.cast.map(() => []);
  const sentences: string[][] = [];
  for (const statement of story.statements) {
    for (const tokens of sentencesOf(statement, world.parameters, random)) {
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
      const entity = world.entities[story.cast[token.entity]];
      const earlier = mentions[token.entity];
      const name = nameFor(entity, earlier.length, world.parameters.otherName, random);
      const start = written.length;
      written.push(...name);
      const { type } = entity;
      earlier.push({ name: name.join(" "), sentence, start, end: written.length, type });
    }
    return written;
  }
  return withoutTheUnmentioned(title, sentences, mentions, story);
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
  story: Story,
): Told {
  const order = mentions.flatMap((some, index) => (some.length > 0 ? [index] : []));
  const place = new Map(order.map((index, now) => [index, now]));
  const facts = story.facts.map((fact) => ({
    ...fact,
    h: place.get(fact.h)!,
    t: place.get(fact.t)!,
  }));
  const entities = order.map((index) => mentions[index]);
  return { document: { title, sentences, entities, facts: null }, facts };
}

/** A told document with the labels that a policy leaves, and the wrong ones that it adds. */
export function label(
  { document, facts }: Told,
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
      return { h, t, relation: world.drawRelation(random) };
    })
    .filter(
      ({ h, t, relation }) =>
        !facts.some((fact) => fact.h === h && fact.t === t && fact.relation === relation),
    );
  const labels = [...kept, ...wrong].map(({ h, t, relation }) => ({
    h,
    t,
    r: world.relations[relation],
    evidence: [],
  }));
  return { ...document, facts: labels };
}
