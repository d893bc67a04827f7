/** Bits of one draw; the probabilities of gaps are multiples of 2⁻¹⁶. */
const BITS = 16;
const CELLS = 1 << BITS;

interface GapTable {
  /** Kept values before the next dropped one, for each 16-bit draw but the tail's. */
  readonly gaps: Uint16Array;
  /** Draws below this mean: at least `tail` more kept values, draw again. */
  readonly tailCells: number;
  readonly tail: number;
}

const tables = new Map<number, GapTable>();

/** P(gap ≥ k) = (1 - rate)^k in 16 bits. Gaps have no memory, so what is beyond the table is drawn again. */
function gapTable(rate: number): GapTable {
  const known = tables.get(rate);
  if (known !== undefined) return known;
  const gaps = new Uint16Array(CELLS);
  let survival = 1;
  let upper = CELLS;
  let gap = 0;
  // Cells [lower, upper) get this gap, until so few are left that 16 bits say little about them.
  while (upper > 64 && gap < 0xffff) {
    survival *= 1 - rate;
    const lower = Math.round(survival * CELLS);
    gaps.fill(gap, lower, upper);
    upper = lower;
    gap++;
  }
  const table = { gaps, tailCells: upper, tail: gap };
  tables.set(rate, table);
  return table;
}

/** Mixes 32 bits so that neighbouring inputs give unrelated outputs (the finalizer of MurmurHash3). */
export function mix(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/**
 * Sets `dropped` at places that are chosen independently with probability `rate`, by drawing the gaps between them:
 * a tenth of the random numbers that one a place would take.
 *
 * @param key 32 bits; equal keys choose equal places on every machine.
 */
export function dropPositions(
  values: Uint8Array | Float32Array,
  rate: number,
  dropped: number,
  key: number,
): void {
  const { gaps, tailCells, tail } = gapTable(rate);
  const size = values.length;
  let counter = key | 0;
  let at = -1;
  while (at < size) {
    // Mulberry32: a counter and a mixing step; its two halves are two draws.
    counter = (counter + 0x6d2b79f5) | 0;
    let bits = Math.imul(counter ^ (counter >>> 15), counter | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    bits ^= bits >>> 14;
    const first = bits & 0xffff;
    if (first < tailCells) at += tail;
    else {
      at += gaps[first] + 1;
      if (at < size) values[at] = dropped;
    }
    const second = bits >>> BITS;
    if (second < tailCells) at += tail;
    else {
      at += gaps[second] + 1;
      if (at < size) values[at] = dropped;
    }
  }
}
