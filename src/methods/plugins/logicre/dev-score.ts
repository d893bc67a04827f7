import type { ScoredDev } from "../../../contract/learner.js";
import { typedDocuments, typesOf, tripleKey } from "./triples.js";
import type { Body } from "./bodies.js";
import type { ScorerWeights } from "./rules.js";
import { logitOf, type LabelledScores } from "./scorer.js";
import { labelledScores, type Setting } from "./setting.js";

/** What can be predicted at one logit. */
interface Candidates {
  logit: number;
  readonly all: number;
  readonly right: number;
  /** Right, and not among the training facts by name. */
  readonly fresh: number;
}

/** The dev set as the scorer's epochs are compared on it. */
export interface DevScores {
  readonly documents: readonly LabelledScores[];
  /** By document and triple: labelled pairs that no training fact has by name, of those for which no body holds. */
  readonly fresh: readonly Int32Array[];
  /** By document and instance. */
  readonly isFresh: readonly Uint8Array[];
  /** Labels that no training fact has by name, whatever their types. */
  readonly gold: number;
}

export function devScores(
  setting: Setting,
  dev: ScoredDev,
  bodies: readonly (readonly Body[])[],
): DevScores {
  const { layout, numbers, triples } = setting;
  const columns = layout.columns.flatMap((name, column) => (name === null ? [] : [column]));
  let gold = 0;
  const parts = dev.features.map((document, index) => {
    const scores = labelledScores(setting, dev, index, bodies);
    const types = typesOf(document);
    const [{ facts }] = typedDocuments([document], layout);
    const found = new Set<string>();
    const fresh = new Int32Array(triples.length);
    for (const { h, t, relation } of facts) {
      if (dev.isKnown(index, h, t, columns[relation - 1])) continue;
      gold++;
      const triple = numbers.get(tripleKey({ relation, head: types[h], tail: types[t] }));
      if (triple === undefined) continue;
      found.add(`${triple} ${h} ${t}`);
      fresh[triple]++;
    }
    const isFresh = Uint8Array.from(scores.instances, ({ triple, x, y }) => {
      const own = Number(found.has(`${triple} ${x} ${y}`));
      fresh[triple] -= own;
      return own;
    });
    return { scores, fresh, isFresh };
  });
  return {
    documents: parts.map(({ scores }) => scores),
    fresh: parts.map(({ fresh }) => fresh),
    isFresh: parts.map(({ isFresh }) => isFresh),
    gold,
  };
}

/**
 * What the official code selects epochs by (spec/plugins.md 4.4): the best F1, over all thresholds, of the precision of all
 * predictions and the recall of labels that no training fact has by name. Self pairs are not predicted.
 */
export function devScore(
  { documents, fresh, isFresh, gold }: DevScores,
  { triples }: Pick<Setting, "triples">,
  scorer: ScorerWeights,
): number {
  const candidates: Candidates[] = [];
  documents.forEach(({ instances, labels, pairs, unheld }, d) => {
    // Pairs of one type with itself hold each entity once as a self pair.
    const others = pairs.map((all, k) =>
      triples[k].head === triples[k].tail ? all - Math.sqrt(all) : all,
    );
    instances.forEach((instance, i) => {
      if (instance.x === instance.y) return;
      others[instance.triple]--;
      const logit = logitOf(instance, scorer);
      candidates.push({ logit, all: 1, right: labels[i], fresh: isFresh[d][i] });
    });
    others.forEach((all, k) => {
      if (all === 0) return;
      candidates.push({ logit: scorer.biases[k], all, right: unheld[k], fresh: fresh[d][k] });
    });
  });
  return bestF1(candidates, gold);
}

/** Of candidates for each right one, how many are looked at: beyond, precision is under a 20th, and F1 under a tenth. */
const LOOKED_AT = 20;

function bestF1(found: readonly Candidates[], gold: number): number {
  const labelled = found.reduce((sum, { right }) => sum + right, 0);
  const logits = Float64Array.from(found, ({ logit }) => logit).sort();
  const floor = logits.at(-Math.min(logits.length, LOOKED_AT * labelled)) ?? -Infinity;
  const candidates = found
    .filter(({ logit }) => labelled > 0 && logit >= floor)
    .sort((a, b) => b.logit - a.logit);
  let [all, right, fresh, best] = [0, 0, 0, 0];
  for (const [i, candidate] of candidates.entries()) {
    all += candidate.all;
    right += candidate.right;
    fresh += candidate.fresh;
    if (candidates.at(i + 1)?.logit === candidate.logit) continue;
    const [precision, recall] = [right / all, gold === 0 ? 0 : fresh / gold];
    if (right > 0) best = Math.max(best, (2 * precision * recall) / (precision + recall));
  }
  return best;
}
