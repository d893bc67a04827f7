/** Random numbers that a seed fixes. */
export interface Random {
  /** From 0 to below 1. */
  readonly next: () => number;
  readonly below: (count: number) => number;
  readonly chance: (probability: number) => boolean;
}

/** A 32-bit generator (mulberry32): a schedule draws thousands of numbers in a millisecond. */
export function newRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    below: (count) => Math.floor(next() * count),
    chance: (probability) => next() < probability,
  };
}
