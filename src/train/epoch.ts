import { seededRandom, shuffle } from "../base/random.js";
import type { Features } from "../contract/corpus/document.js";
import type { Schedule } from "../contract/schedule.js";

/**
 * Documents of each batch of an epoch. The order follows from seed and epoch alone, so a resumed run needs no state
 * of a random stream.
 *
 * @param documents of the training set.
 * @param epoch from 0.
 */
export function epochBatches(
  { batch, dropLast }: Pick<Schedule, "batch" | "dropLast">,
  documents: number,
  seed: number,
  epoch: number,
): number[][] {
  const order = shuffle([...Array(documents).keys()], seededRandom(seed, `order ${epoch}`));
  return cutBatches(order, { batch, dropLast });
}

/** An epoch's order of documents cut into batches; an incomplete last one is kept or left out. */
export function cutBatches(
  order: readonly number[],
  { batch, dropLast }: Pick<Schedule, "batch" | "dropLast">,
): number[][] {
  const batches: number[][] = [];
  for (let from = 0; from < order.length; from += batch) {
    const members = order.slice(from, from + batch);
    if (members.length === batch || !dropLast) batches.push(members);
  }
  return batches;
}

/**
 * Keeps all labelled pairs, and `perPositive` others for each of them (at least `atLeast`), in their order.
 * Which ones follows from seed, epoch and document.
 */
export function sampleNegatives(
  document: Features,
  { perPositive, atLeast }: NonNullable<Schedule["negatives"]>,
  seed: number,
  epoch: number,
  index: number,
): Features {
  const total = document.pairs.length / 2;
  const isPositive = (pair: number): boolean => (document.positives[pair]?.length ?? 0) > 0;
  const all = [...Array(total).keys()];
  const negatives = all.filter((pair) => !isPositive(pair));
  const wanted = Math.max(atLeast, perPositive * (total - negatives.length));
  if (wanted >= negatives.length) return document;
  const random = seededRandom(seed, `negatives ${epoch} ${index}`);
  const drawn = new Set(shuffle(negatives, random).slice(0, wanted));
  const kept = all.filter((pair) => isPositive(pair) || drawn.has(pair));
  return {
    ...document,
    pairs: Int32Array.from(
      kept.flatMap((pair) => [...document.pairs.subarray(2 * pair, 2 * pair + 2)]),
    ),
    positives: kept.map((pair) => document.positives[pair] ?? []),
    ...(document.evidence !== undefined && {
      evidence: kept.map((pair) => document.evidence?.[pair] ?? []),
    }),
  };
}
