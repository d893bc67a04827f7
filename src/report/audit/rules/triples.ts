import { groupBy } from "../../../base/group-by.js";
import { shown } from "../numbers.js";
import { keyText } from "../paper.js";
import type { Rule } from "./rule.js";

const f1Of = (precision: number, recall: number): number =>
  (2 * precision * recall) / (precision + recall);

/** Precision, recall and F1 of one row. */
export const triples: Rule = {
  about: "F1 = 2PR/(P+R), within what rounding leaves (scores of paper.json)",
  find: ({ header: { scores }, cells }) => {
    if (scores === null) return [];
    const names = [scores.precision, scores.recall, scores.f1];
    return [...groupBy(cells, ({ line }) => line).values()].flatMap((row) => {
      const found = names.map((name) =>
        row.filter((cell) => keyText(cell, "metric") === name && cell.value !== null),
      );
      if (found.some((list) => list.length !== 1)) return [];
      const [[p], [r], [f]] = found;
      const [pv, rv, fv] = [p.value ?? NaN, r.value ?? NaN, f.value ?? NaN];
      const half = 0.5 * 10 ** -p.decimals;
      const [low, high] = [f1Of(pv - half, rv - half), f1Of(pv + half, rv + half)];
      const own = 0.5 * 10 ** -f.decimals;
      const fits = fv + own >= low - 1e-9 && fv - own <= high + 1e-9;
      return {
        id: `prf/${p.id.slice(0, p.id.lastIndexOf("/"))}`,
        category: "prf",
        where: `${p.table}, ${p.row}`,
        claim: `F1 = 2PR/(P+R) for P ${shown(pv, p.decimals)}, R ${shown(rv, r.decimals)}`,
        verdict: fits ? ("ok" as const) : ("mismatch" as const),
        message: `rounding leaves ${shown(low, 3)} to ${shown(high, 3)}, printed ${shown(fv, f.decimals)}`,
        cells: [p.id, r.id, f.id],
        ...(!fits && {
          readings: {
            [f.id]: [{ value: f1Of(pv, rv), why: `by 2PR/(P+R) of ${p.id} and ${r.id}` }],
          },
        }),
      };
    });
  },
};
