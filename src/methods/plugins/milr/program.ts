import { constraintsOf, type Constraint, type Rows } from "./constraints.js";
import type { MinedRule } from "./mining.js";

/** A document's pairs and how far its relations are above their threshold. */
export interface Margins {
  /** [h0, t0, h1, t1, …] */
  readonly pairs: Int32Array;
  /** [pairs, R] */
  readonly margins: Float32Array | readonly number[];
  readonly relations: number;
}

export interface ProgramSettings {
  /** By relation from 1: how common it is. */
  readonly priors: readonly number[];
  /** tau and k of the objective. */
  readonly tau: number;
  readonly power: number;
  /** Relations of a pair at most. */
  readonly most: number;
}

/** Which relations of which pairs hold, at least cost (spec/plugins.md 3.3). */
export interface Program {
  /** Rows of the pairs that it decides about; all others keep what was predicted. */
  readonly active: readonly number[];
  /** [pairs, R] of 0 and 1: what was predicted, at most so many a pair. */
  readonly predicted: Uint8Array;
  /** Of a cell that is 1, and of one that is 0. */
  readonly costs: readonly [one: Float64Array, zero: Float64Array];
  readonly constraints: readonly Constraint[];
}

export function buildProgram(
  document: Margins,
  rules: readonly MinedRule[],
  settings: ProgramSettings,
): Program {
  const rows = rowsOf(document);
  const predicted = predictedOf(document, settings.most);
  const active = activePairs(document, rows);
  return {
    active,
    predicted,
    costs: costsOf(document, settings),
    constraints: constraintsOf(document, rows, rules, predicted, new Set(active)),
  };
}

const rowsOf = ({ pairs }: Margins): Rows => {
  const rows = new Map<string, number>();
  for (let row = 0; 2 * row < pairs.length; row++) {
    const [h, t] = [pairs[2 * row], pairs[2 * row + 1]];
    if (h !== t) rows.set(`${h} ${t}`, row);
  }
  return rows;
};

/** Relations above their threshold, the strongest `most` of a pair; ties with the last are kept. */
function predictedOf({ margins, relations }: Margins, most: number): Uint8Array {
  const predicted = new Uint8Array(margins.length);
  for (let from = 0; from < margins.length; from += relations) {
    const own = Array.from(margins.slice(from, from + relations));
    const least = own.toSorted((a, b) => b - a)[Math.min(most, relations) - 1];
    own.forEach((margin, r) => {
      if (margin > 0 && margin >= least) predicted[from + r] = 1;
    });
  }
  return predicted;
}

/** Pairs with a relation at its threshold or above, their reverses, and what two of these lead to. */
function activePairs({ pairs, margins, relations }: Margins, rows: Rows): readonly number[] {
  const sure = new Map<number, Set<number>>();
  const add = (h: number, t: number): void => {
    if (rows.has(`${h} ${t}`)) sure.set(h, (sure.get(h) ?? new Set()).add(t));
  };
  for (const row of rows.values()) {
    const own = margins.slice(row * relations, (row + 1) * relations);
    if (!own.some((margin) => margin >= 0)) continue;
    add(pairs[2 * row], pairs[2 * row + 1]);
    add(pairs[2 * row + 1], pairs[2 * row]);
  }
  const active = new Set<number>();
  for (const [x, next] of sure) {
    for (const z of next) {
      active.add(rows.get(`${x} ${z}`)!);
      for (const y of sure.get(z) ?? []) {
        const row = x === y ? undefined : rows.get(`${x} ${y}`);
        if (row !== undefined) active.add(row);
      }
    }
  }
  return [...active].sort((a, b) => a - b);
}

function costsOf(
  { margins, relations }: Margins,
  { priors, tau, power }: ProgramSettings,
): Program["costs"] {
  const [one, zero] = [new Float64Array(margins.length), new Float64Array(margins.length)];
  const factors = priors.map((prior) => tau * (-Math.log(prior)) ** power);
  margins.forEach((margin, cell) => {
    one[cell] = Math.log1p(Math.exp(-margin));
    const left = 1 - 1 / (1 + Math.exp(-margin)) + 1e-5;
    zero[cell] = factors[(cell % relations) + 1] * -Math.log(left);
  });
  return [one, zero];
}
