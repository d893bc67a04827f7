import { phi } from "./distributions.js";

/**
 * The sceptical p value of a replication (Held 2020): how far an original result and its replication together convince
 * someone who doubts the original as much as can be doubted.
 *
 * @param original z value of the original. @param replication z value of the replication.
 * @param c squared standard error of the original over the replication's.
 */
export function scepticalP(original: number, replication: number, c: number, sides: 1 | 2): number {
  const [o, r] = [original ** 2, replication ** 2];
  const [arithmetic, harmonic] = [(o + r) / 2, 2 / (1 / o + 1 / r)];
  const z2 =
    c === 1
      ? harmonic / 2
      : (Math.sqrt(arithmetic * (arithmetic + (c - 1) * harmonic)) - arithmetic) / (c - 1);
  const one = 1 - phi(Math.sqrt(z2));
  if (sides === 2) return 2 * one;
  return Math.sign(original) === Math.sign(replication) ? one : 1 - one;
}
