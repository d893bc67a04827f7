import type { Constraint } from "./constraints.js";
import type { Program } from "./program.js";

/** Variables that hang together by constraints, and these. */
export interface Component {
  readonly cells: readonly number[];
  readonly constraints: readonly Constraint[];
}

/**
 * A program cut into parts that can be solved one by one, and what holds already: where whatever costs less violates
 * nothing, it is the solution.
 *
 * @param most relations of a pair at most.
 * @returns `values` [pairs, R]: what was predicted of pairs that are not decided about, else what costs less.
 */
export function componentsOf(
  program: Program,
  relations: number,
  most: number,
): { readonly values: Uint8Array; readonly open: readonly Component[] } {
  const values = cheapest(program, relations);
  const constraints = [...program.constraints, ...limits(program, values, relations, most)];
  const open = connected(constraints).filter((part) =>
    part.constraints.some((constraint) => isViolated(constraint, values)),
  );
  return { values, open };
}

function cheapest(
  { costs: [one, zero], active, predicted }: Program,
  relations: number,
): Uint8Array {
  const values = predicted.slice();
  for (const row of active) {
    for (let cell = row * relations; cell < (row + 1) * relations; cell++)
      values[cell] = Number(one[cell] < zero[cell]);
  }
  return values;
}

/**
 * At most so many relations of each pair, where that can matter: cells that no rule speaks of and that are better off as
 * 0 stay 0.
 */
function limits(
  { active, constraints }: Program,
  values: Uint8Array,
  relations: number,
  most: number,
): readonly Constraint[] {
  const spoken = new Set(constraints.flatMap(({ terms }) => terms.map(([cell]) => cell)));
  return active.flatMap((row): Constraint[] => {
    const own = Array.from({ length: relations }, (_, r) => row * relations + r).filter(
      (cell) => values[cell] === 1 || spoken.has(cell),
    );
    return own.length <= most
      ? []
      : [{ terms: own.map((cell) => [cell, 1] as const), bound: most }];
  });
}

export const isViolated = ({ terms, bound }: Constraint, values: ArrayLike<number>): boolean =>
  terms.reduce((sum, [cell, factor]) => sum + factor * values[cell], 0) > bound;

/** Constraints that share variables, together: union-find by the first of each. */
function connected(constraints: readonly Constraint[]): readonly Component[] {
  const parent = new Map<number, number>();
  const rootOf = (cell: number): number => {
    let root = cell;
    for (let up = parent.get(root); up !== undefined && up !== root; up = parent.get(root))
      root = up;
    parent.set(cell, root);
    return root;
  };
  for (const { terms } of constraints) {
    const root = rootOf(terms[0][0]);
    for (const [cell] of terms) parent.set(rootOf(cell), root);
  }
  const parts = new Map<number, { cells: Set<number>; constraints: Constraint[] }>();
  for (const constraint of constraints) {
    const root = rootOf(constraint.terms[0][0]);
    const part = parts.get(root) ?? { cells: new Set(), constraints: [] };
    parts.set(root, part);
    part.constraints.push(constraint);
    for (const [cell] of constraint.terms) part.cells.add(cell);
  }
  return [...parts.values()].map((part) => ({ ...part, cells: [...part.cells] }));
}
