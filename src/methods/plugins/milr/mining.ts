import type { LabelledDocument } from "../shared/facts.js";
import { graphOf } from "../shared/graph.js";

/** A body of one or two atoms and the relation that follows: 1 to R, inverses R + 1 to 2R. */
export interface MinedRule {
  /** (x, y); or (x, z) and (z, y). */
  readonly body: readonly number[];
  readonly target: number;
  /** Share of the body's instances where the target is labelled. */
  readonly confidence: number;
  /** These, as a share of the target's facts. */
  readonly coverage: number;
  /** How often the body holds. */
  readonly support: number;
}

/** What a rule needs to be kept (mine_rule.py). */
export interface MiningLimits {
  /** Confidence must be above this. */
  readonly confidence: number;
  /** Head coverage must be above this. */
  readonly coverage: number;
  /** More instances, and more linking entities, than these. */
  readonly instances: number;
}

export const OFFICIAL_LIMITS: MiningLimits = { confidence: 0.1, coverage: 0.008, instances: 3 };

/** How often a body holds, and how often each relation beside it. */
interface Tally {
  instances: number;
  readonly links: Set<string>;
  readonly targets: Map<number, number>;
}

const newTally = (): Tally => ({ instances: 0, links: new Set(), targets: new Map() });

const tallyOf = (tallies: Map<string, Tally>, key: string): Tally => {
  const tally = tallies.get(key) ?? newTally();
  tallies.set(key, tally);
  return tally;
};

function note(tally: Tally, link: string, targets: Iterable<number>): void {
  tally.instances++;
  tally.links.add(link);
  for (const target of targets) tally.targets.set(target, (tally.targets.get(target) ?? 0) + 1);
}

/**
 * Rules of one or two atoms that training labels show (spec/plugins.md 3.1). Paths of two atoms count with multiplicity and
 * including those that come back; both atoms must differ.
 *
 * @param relations R.
 * @returns by target, bodies of one atom first, then by the body.
 */
export function mineRules(
  documents: readonly LabelledDocument[],
  relations: number,
  limits: MiningLimits = OFFICIAL_LIMITS,
): readonly MinedRule[] {
  const facts = new Map<number, number>();
  const tallies = new Map<string, Tally>();
  documents.forEach((document, d) => {
    const { byRelation, from, of } = graphOf(document, relations);
    for (const [relation, pairs] of byRelation) {
      facts.set(relation, (facts.get(relation) ?? 0) + pairs.size);
      const tally = tallyOf(tallies, String(relation));
      for (const pair of pairs) note(tally, pair, of.get(pair)!);
    }
    for (const [x, first] of from) {
      for (const [r1, z] of first) {
        for (const [r2, y] of from.get(z) ?? []) {
          if (r1 === r2) continue;
          note(tallyOf(tallies, `${r1} ${r2}`), `${d} ${z}`, of.get(`${x} ${y}`) ?? []);
        }
      }
    }
  });
  const isFrequent = (body: readonly number[]): boolean =>
    body.every((relation) => (facts.get(relation) ?? 0) > limits.instances);
  const rules = [...tallies].flatMap(([key, { instances, links, targets }]) => {
    const body = key.split(" ").map(Number);
    if (!isFrequent(body)) return [];
    if (body.length === 2 && (links.size <= limits.instances || instances <= limits.instances))
      return [];
    return [...targets].flatMap(([target, both]): MinedRule[] => {
      if (body.length === 1 && target === body[0]) return [];
      const confidence = both / instances;
      const coverage = both / facts.get(target)!;
      return confidence > limits.confidence && coverage > limits.coverage
        ? [{ body, target, confidence, coverage, support: instances }]
        : [];
    });
  });
  return rules.sort(
    (a, b) =>
      a.target - b.target ||
      a.body.length - b.body.length ||
      a.body[0] - b.body[0] ||
      (a.body[1] ?? 0) - (b.body[1] ?? 0),
  );
}

/**
 * The rules that are used: those of some confidence, and of each and its mirror image the one whose target is no inverse.
 *
 * @param relations R.
 */
export const prunedRules = (
  rules: readonly MinedRule[],
  relations: number,
  confidence: number,
): readonly MinedRule[] =>
  rules.filter((rule) => rule.confidence >= confidence && rule.target <= relations);

/** How common each relation is: (1 + facts of it) / (R + facts), by relation from 1; index 0 is unused. */
export function relationPriors(
  documents: readonly LabelledDocument[],
  relations: number,
): readonly number[] {
  const counts = Array<number>(relations + 1).fill(1);
  for (const { relation } of documents.flatMap(({ facts }) => facts)) counts[relation]++;
  const all = counts.slice(1).reduce((sum, count) => sum + count, 0);
  return counts.map((count) => count / all);
}
