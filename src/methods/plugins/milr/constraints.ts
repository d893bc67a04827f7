import type { MinedRule } from "./mining.js";

/** By "h t" the row of a pair. */
export type Rows = ReadonlyMap<string, number>;

/** Σ of the variables, each times ±1, is at most `bound`. Variables are cells: pair · R + relation − 1. */
export interface Constraint {
  readonly terms: readonly (readonly [cell: number, factor: 1 | -1])[];
  readonly bound: number;
}

/** Rules whose bodies were predicted. */
export function constraintsOf(
  { pairs, relations }: { readonly pairs: Int32Array; readonly relations: number },
  rows: Rows,
  rules: readonly MinedRule[],
  predicted: Uint8Array,
  active: ReadonlySet<number>,
): readonly Constraint[] {
  /** The cell of an atom at (x, y); inverse atoms are the reversed pair's. -1: its pair is not decided about. */
  const cellOf = (relation: number, x: number, y: number): number => {
    const isInverse = relation > relations;
    const row = rows.get(isInverse ? `${y} ${x}` : `${x} ${y}`);
    if (row === undefined || !active.has(row)) return -1;
    return row * relations + (isInverse ? relation - relations : relation) - 1;
  };
  const holds = (cell: number): boolean => cell >= 0 && predicted[cell] === 1;
  // Where each atom was predicted.
  const predictedAt = new Map<number, (readonly [number, number])[]>();
  for (const row of active) {
    const [x, y] = [pairs[2 * row], pairs[2 * row + 1]];
    for (let r = 1; r <= relations; r++) {
      if (predicted[row * relations + r - 1] === 0) continue;
      for (const [atom, pair] of [
        [r, [x, y]],
        [relations + r, [y, x]],
      ] as const)
        predictedAt.set(atom, [...(predictedAt.get(atom) ?? []), pair]);
    }
  }
  return rules.flatMap(({ body, target }) =>
    (predictedAt.get(body[0]) ?? []).flatMap(([x, z]): Constraint[] => {
      const first = cellOf(body[0], x, z);
      if (body.length === 1) {
        const head = cellOf(target, x, z);
        return head < 0
          ? []
          : [
              {
                terms: [
                  [first, 1],
                  [head, -1],
                ],
                bound: 0,
              },
            ];
      }
      return (predictedAt.get(body[1]) ?? []).flatMap(([from, y]): Constraint[] => {
        if (from !== z || x === y) return [];
        const [second, head] = [cellOf(body[1], z, y), cellOf(target, x, y)];
        if (!holds(second) || head < 0) return [];
        return [
          {
            terms: [
              [first, 1],
              [second, 1],
              [head, -1],
            ],
            bound: 1,
          },
        ];
      });
    }),
  );
}
