import { type Random, seededRandom, shuffle } from "../../../base/random.js";
import type { SyntheticCorpus } from "../../../contract/corpus/dataset.js";
import { CORPORA, type CorpusParameters, relationIds } from "./parameters.js";
import { NAME_WORDS } from "./words.js";

const TYPES = ["PER", "LOC", "ORG", "MISC", "TIME", "NUM"] as const;

export interface WorldEntity {
  readonly type: (typeof TYPES)[number];
  /** Full name first, then a short name and an alias; each a list of words. */
  readonly names: readonly (readonly string[])[];
}

export interface WorldFact {
  readonly h: number;
  readonly t: number;
  /** Index of the relation in original order. */
  readonly relation: number;
}

/** What all documents of a corpus share. */
export interface World {
  readonly parameters: CorpusParameters;
  /** Ids in original order, which is not the order of frequency. */
  readonly relations: readonly string[];
  readonly entities: readonly WorldEntity[];
  readonly known: readonly WorldFact[];
  readonly drawRelation: (random: Random) => number;
}

/** Draws indices in proportion to the weights. */
function weighted(weights: readonly number[]): (random: Random) => number {
  let sum = 0;
  const upTo = weights.map((weight) => (sum += weight));
  return (random) => {
    const at = random.next() * sum;
    return upTo.findIndex((limit) => at < limit);
  };
}

function drawEntity(parameters: CorpusParameters, random: Random): WorldEntity {
  const word = (): string => NAME_WORDS[random.below(NAME_WORDS.length)];
  const full = random.next() < parameters.longName ? [word(), word()] : [word()];
  return { type: TYPES[random.below(TYPES.length)], names: [full, full.slice(-1), [word()]] };
}

/** Two different numbers below n. */
export function drawPair(n: number, random: Random): readonly [number, number] {
  const first = random.below(n);
  const second = random.below(n - 1);
  return [first, second < first ? second : second + 1];
}

export function buildWorld(name: SyntheticCorpus): World {
  const parameters: CorpusParameters = CORPORA[name];
  const random = seededRandom(parameters.seed, "world");
  const indices = Array.from({ length: parameters.relations }, (_, index) => index);
  const rank = shuffle(indices, random);
  const drawRelation = weighted(rank.map((r) => (r + 1) ** -parameters.zipf));
  const entities = Array.from({ length: parameters.entities }, () =>
    drawEntity(parameters, random),
  );
  const known = Array.from({ length: parameters.knownFacts }, () => {
    const [h, t] = drawPair(entities.length, random);
    return { h, t, relation: drawRelation(random) };
  });
  return { parameters, relations: relationIds(parameters), entities, known, drawRelation };
}
