import { agrees, shown, signed } from "../numbers.js";
import { placeOf } from "../paper.js";
import type { Rule } from "./rule.js";

/** Every difference that is printed beside a number. */
export const delta: Rule = {
  about: "a printed difference is the difference of the two printed numbers",
  find: (paper) =>
    paper.cells.flatMap((cell) => {
      if (cell.delta === undefined || cell.deltaBase === undefined || cell.value === null) {
        return [];
      }
      const base = paper.cell(cell.deltaBase);
      if (base.value === null) return [];
      const found = cell.value - base.value;
      const isRight = agrees(found, cell.delta, cell.decimals + 2);
      const sum = `${shown(cell.value, cell.decimals)} minus ${shown(base.value, base.decimals)}`;
      return {
        id: `delta/${cell.id}`,
        category: "delta",
        where: placeOf(cell),
        claim: sum,
        verdict: isRight ? "ok" : "mismatch",
        message: `${sum} is ${signed(found, cell.decimals)}, printed ${signed(cell.delta, cell.decimals)}`,
        cells: [cell.id, base.id],
        ...(!isRight && {
          readings: {
            [cell.id]: [
              { value: base.value + cell.delta, why: `by ${base.id} and the printed gain` },
            ],
            [base.id]: [
              { value: cell.value - cell.delta, why: `by ${cell.id} and the printed gain` },
            ],
          },
        }),
      };
    }),
};
