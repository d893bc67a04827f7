/** Bits of one draw; the probabilities of gaps are multiples of 2⁻¹⁶. */
const BITS = 16;
const CELLS = 1 << BITS;
/** Draws that stand for "beyond the table": so few that 16 bits say little about what they mean. */
const TAIL_CELLS = 64;

interface GapTable {
  /** From one dropped place to the next, for each 16-bit draw but the tail's. */
  readonly strides: Uint16Array;
  /** Draws below this mean: at least `tail` more kept values, draw again. */
  readonly tailCells: number;
  readonly tail: number;
}

const tables = new Map<number, GapTable>();

/** P(gap ≥ k) = (1 - rate)^k in 16 bits. Gaps have no memory, so what is beyond the table is drawn again. */
function gapTable(rate: number): GapTable {
  const known = tables.get(rate);
  if (known !== undefined) return known;
  const strides = new Uint16Array(CELLS);
  let survival = 1;
  let upper = CELLS;
  let gap = 0;
  while (upper > TAIL_CELLS && gap < 0xffff) {
    survival *= 1 - rate;
    const lower = Math.round(survival * CELLS);
    strides.fill(gap + 1, lower, upper);
    upper = lower;
    gap++;
  }
  const table = { strides, tailCells: upper, tail: gap };
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
 * Sets to 0 the values at places that are chosen independently with probability `rate`, by drawing the gaps between
 * them: a twentieth of the random numbers that one a place would take at a rate of 0.1.
 *
 * @param rate between 0 and 1, exclusive
 * @param key 32 bits; equal keys choose equal places on every machine
 */
export function dropPositions(values: Uint8Array | Float32Array, rate: number, key: number): void {
  const { strides, tailCells, tail } = gapTable(rate);
  const size = values.length;
  // A counter that walks by the golden ratio, mixed; each of its values gives two draws.
  let counter = key | 0;
  let at = -1;
  // Two draws cannot leave the array before this place, so that they need no check.
  const safe = size - 2 * (tail + 1);
  while (at < safe) {
    counter = (counter + 0x9e3779b9) | 0;
    const bits = mix(counter);
    const first = bits & 0xffff;
    if (first < tailCells) at += tail;
    else {
      at += strides[first];
      values[at] = 0;
    }
    const second = bits >>> BITS;
    if (second < tailCells) at += tail;
    else {
      at += strides[second];
      values[at] = 0;
    }
  }
  while (at < size) {
    counter = (counter + 0x9e3779b9) | 0;
    const draw = mix(counter) >>> BITS;
    if (draw < tailCells) at += tail;
    else {
      at += strides[draw];
      if (at < size) values[at] = 0;
    }
  }
}
