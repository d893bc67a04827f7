import type { Features } from "../../../contract/corpus/document.js";
import type { LabelLayout } from "../../../contract/layout.js";

/** What relations are compared with before rules are followed: their segment's threshold, or 0. */
export type Level = "class" | "zero";

/** The margin between an entity and itself. */
export const SELF = -30;

/** A document's margins as a square of entities: of each relation (from 1, at its number less 1) [entities²]. */
export interface Margins {
  readonly entities: number;
  readonly of: readonly Float64Array[];
}

/** Logits as margins (spec/plugins.md 4 and 5); pairs that are not there are as far below as self pairs. */
export function marginsOf(
  scores: Float32Array,
  { pairs, entityPositions }: Pick<Features, "pairs" | "entityPositions">,
  { columns, segments }: Pick<LabelLayout, "columns" | "segments">,
  level: Level,
): Margins {
  const entities = entityPositions.length;
  const cells = relationCells({ segments });
  const of = cells.map(() => new Float64Array(entities ** 2).fill(SELF));
  for (let row = 0; row < pairs.length / 2; row++) {
    const [x, y] = [pairs[2 * row], pairs[2 * row + 1]];
    if (x === y) continue;
    const from = row * columns.length;
    cells.forEach(({ start, column }, r) => {
      const below = level === "zero" ? 0 : scores[from + start];
      of[r][x * entities + y] = scores[from + column] - below;
    });
  }
  return { entities, of };
}

/** By relation its column, and that of its threshold. */
export const relationCells = ({ segments }: Pick<LabelLayout, "segments">) =>
  segments.flatMap(({ start, end }) =>
    Array.from({ length: end - start - 1 }, (_, r) => ({ start, column: start + 1 + r })),
  );

const logSigmoid = (z: number): number => Math.min(z, 0) - Math.log1p(Math.exp(-Math.abs(z)));

/** log σ of every atom but identity, by its number less 1: the relations, then their inverses. */
export function transitions({ entities, of }: Margins): readonly Float64Array[] {
  const direct = of.map((margins) => margins.map(logSigmoid));
  const turned = direct.map((square) => {
    const other = new Float64Array(square.length);
    for (let x = 0; x < entities; x++)
      for (let y = 0; y < entities; y++) other[y * entities + x] = square[x * entities + y];
    return other;
  });
  return [...direct, ...turned];
}
