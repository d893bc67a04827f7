import { type Random, seededRandom, shuffle } from "../../../src/base/random.js";
import type { SplitName } from "../../../src/contract/corpus/dataset.js";
import type { Document, Fact } from "../../../src/contract/corpus/document.js";
import type {
  DocumentContent,
  DrawnFact,
} from "../../../src/methods/datasets/synthetic/content.js";
import { writeContent } from "../../../src/methods/datasets/synthetic/documents.js";
import { neutralVerb } from "../../../src/methods/datasets/synthetic/sentences.js";
import { RELATION_WORDS } from "../../../src/methods/datasets/synthetic/words.js";
import { buildWorld, drawPair, type World } from "../../../src/methods/datasets/synthetic/world.js";

/** Two steps from x to z and from z to y, or the other way round, and what follows of x and y. */
interface Composition {
  readonly first: number;
  /** From z to y; where `isTurned`, from y to z. */
  readonly second: number;
  readonly isTurned: boolean;
  readonly head: number;
  /** What then holds from y to x. */
  readonly inverse?: number;
}

/** Relations by their index: 0 to 5 are stated, 6 to 9 are never. */
const RULES: readonly Composition[] = [
  { first: 0, second: 1, isTurned: false, head: 6, inverse: 9 },
  { first: 2, second: 3, isTurned: false, head: 7 },
  { first: 4, second: 5, isTurned: true, head: 8 },
];

const DOCUMENTS: Readonly<Record<SplitName, number>> = { train: 1200, dev: 80, test: 160 };
/** Entities of a document: those that steps begin or end at, and those between. */
const [ENDS, BETWEEN] = [6, 3];
/** Facts of each of a rule's two steps, and sentences that state nothing. */
const [FACTS, NEUTRAL] = [3, 1];

/** Whether what follows from a document's facts is labelled, or as many labels of the same relations elsewhere. */
export type Obedience = "obeyed" | "broken";

/**
 * A split of synthetic documents that state the steps of a rule. Labelled as well is what follows from them, of which no word
 * says anything: the entity between has another name each time, so that only who knows which mentions are of one entity
 * can tell which of the ends belong together. Broken, the same texts have as many labels of the same relations between
 * entities that are drawn at random.
 */
export function ruleCorpus(split: SplitName, obedience: Obedience): readonly Document[] {
  const news = buildWorld("news");
  const world = { ...news, parameters: { ...news.parameters, otherName: 1 } };
  const random = seededRandom(1, `rules ${split}`);
  const others = seededRandom(1, `broken rules ${split}`);
  return Array.from({ length: DOCUMENTS[split] }, (_, index) => {
    const rule = RULES[random.below(RULES.length)];
    const content = contentOf(rule, world, random);
    const { document, facts } = writeContent(world, content, `Rules ${split} ${index + 1}`, random);
    const labels = (own: readonly Link[]): Fact[] =>
      own.map(({ h, t, relation }) => ({ h, t, r: world.relations[relation], evidence: [] }));
    const implied = impliedBy(rule, facts);
    const added = obedience === "obeyed" ? implied : elsewhere(implied, facts, document, others);
    return { ...document, facts: [...labels(facts), ...labels(added)] };
  });
}

type Link = Pick<DrawnFact, "h" | "t" | "relation">;

/** Both steps of a rule, each some times, between ends and what is between them. */
function contentOf(rule: Composition, world: World, random: Random): DocumentContent {
  const entities = shuffle([...world.entities.keys()], random).slice(0, ENDS + BETWEEN);
  const facts = new Map<string, DrawnFact>();
  const add = (relation: number, isTurned: boolean): void => {
    const [end, between] = [random.below(ENDS), ENDS + random.below(BETWEEN)];
    const [h, t] = isTurned ? [between, end] : [end, between];
    const fact = { h, t, relation, status: "stated", word: random.below(2) } as const;
    facts.set(`${h} ${t} ${relation}`, fact);
  };
  for (let i = 0; i < FACTS; i++) {
    add(rule.first, false);
    add(rule.second, !rule.isTurned);
  }
  const stated = [...facts.values()];
  const statements = stated.map(({ h, t, relation, word }, fact) => ({
    h,
    t,
    verb: RELATION_WORDS.news.triggers[relation][word],
    form: "fact" as const,
    fact,
  }));
  const neutral = Array.from({ length: NEUTRAL }, () => {
    const [h, t] = drawPair(entities.length, random);
    return { h, t, verb: neutralVerb(random), form: "plain" as const };
  });
  return { entities, facts: stated, statements: shuffle([...statements, ...neutral], random) };
}

/** What follows from a document's facts, each once. */
function impliedBy(rule: Composition, facts: readonly Link[]): readonly Link[] {
  const found = new Map<string, Link>();
  const add = (h: number, t: number, relation: number): unknown =>
    found.set(`${h} ${t} ${relation}`, { h, t, relation });
  for (const first of facts.filter(({ relation }) => relation === rule.first)) {
    for (const second of facts.filter(({ relation }) => relation === rule.second)) {
      const [z, y] = rule.isTurned ? [second.t, second.h] : [second.h, second.t];
      if (first.t !== z || first.h === y) continue;
      add(first.h, y, rule.head);
      if (rule.inverse !== undefined) add(y, first.h, rule.inverse);
    }
  }
  return [...found.values()];
}

/** As many links of the same relations, between other entities. */
function elsewhere(
  links: readonly Link[],
  facts: readonly Link[],
  { entities }: Document,
  random: Random,
): readonly Link[] {
  const taken = new Set(facts.map(({ h, t }) => `${h} ${t}`));
  const free = entities.flatMap((_, h) =>
    entities.flatMap((__, t) => (h === t || taken.has(`${h} ${t}`) ? [] : [{ h, t }])),
  );
  const drawn = shuffle(free, random);
  return links.map(({ relation }, i) => ({ ...drawn[i], relation }));
}
