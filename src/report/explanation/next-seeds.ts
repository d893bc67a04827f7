import { SEEDS } from "../../experiment/dsl/index.js";

/** So many further seeds: the paper's first, then the smallest numbers that are not taken. */
export function nextSeeds(taken: readonly number[], count: number): readonly number[] {
  const found = SEEDS.filter((seed) => !taken.includes(seed)).slice(0, count);
  for (let seed = 1; found.length < count; seed++) {
    if (!taken.includes(seed) && !found.includes(seed)) found.push(seed);
  }
  return found;
}
