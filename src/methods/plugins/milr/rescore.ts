import type { Features } from "../../../contract/corpus/document.js";
import type { LabelLayout } from "../../../contract/layout.js";
import type { MinedRule } from "./mining.js";
import { buildProgram, type ProgramSettings } from "./program.js";
import { solve } from "./solve.js";

export interface RescoreSettings extends ProgramSettings {
  readonly rules: readonly MinedRule[];
  /** What relations are compared with: their segment's threshold, or 0. */
  readonly threshold: "class" | "zero";
  readonly seconds: number;
}

/** What a relation that the program decides on is at least above or below its threshold. */
const LEAST = 1e-3;

/**
 * A document's scores as the integer program decides: a relation that it puts in or takes out is as far on the other side
 * of its threshold as it was on this one, all others stay.
 *
 * @param scores [pairs, columns]; a new array is returned.
 */
export function rescoreDocument(
  scores: Float32Array,
  { title, pairs }: Pick<Features, "title" | "pairs">,
  { columns, segments }: LabelLayout,
  { rules, seconds, threshold, ...settings }: RescoreSettings,
): Float32Array {
  const cells = segments.flatMap(({ start, end }) =>
    Array.from({ length: end - start - 1 }, (_, r) => ({ start, column: start + 1 + r })),
  );
  const relations = cells.length;
  const rows = pairs.length / 2;
  const margins = new Float32Array(rows * relations);
  for (let row = 0; row < rows; row++) {
    const from = row * columns.length;
    cells.forEach(({ start, column }, r) => {
      const level = threshold === "zero" ? 0 : scores[from + start];
      margins[row * relations + r] = scores[from + column] - level;
    });
  }
  const program = buildProgram({ pairs, margins, relations }, rules, settings);
  const solved = solve(program, { relations, most: settings.most, seconds, title });
  const rescored = scores.slice();
  for (const row of program.active) {
    cells.forEach(({ column }, r) => {
      const cell = row * relations + r;
      const margin = margins[cell];
      if (margin > 0 === (solved[cell] === 1)) return;
      const far = Math.max(Math.abs(margin), LEAST);
      const at = row * columns.length + column;
      rescored[at] = scores[at] - margin + (solved[cell] === 1 ? far : -far);
    });
  }
  return rescored;
}
