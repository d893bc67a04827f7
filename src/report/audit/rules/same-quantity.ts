import { groupBy } from "../../../base/group-by.js";
import type { Judged } from "../finding.js";
import { same, shown } from "../numbers.js";
import { keyText, type AuditCell } from "../paper.js";
import type { Rule } from "./rule.js";

/** Model, evaluation set, metric and band: what is measured. Empty: nobody says. */
function quantityOf(cell: AuditCell): string {
  const [evalSet, metric, band] = ["evalSet", "metric", "band"].map((name) => keyText(cell, name));
  if (cell.run === undefined || cell.run === null || evalSet === "" || cell.value === null) {
    return "";
  }
  return [cell.run, evalSet.replace("/", "-"), metric, ...(band === "" ? [] : [band])].join("/");
}

/** One quantity that is printed in several places. */
export const sameQuantity: Rule = {
  about: "a quantity that is printed in several places has one value",
  find: ({ cells }) =>
    [...groupBy(cells, quantityOf)].flatMap(([quantity, group]) => {
      if (quantity === "" || group.length < 2) return [];
      const values = group.map(({ value }) => value ?? NaN);
      const isOne = values.every((value) => same(value, values[0]));
      return {
        id: `same/${quantity}`,
        category: "cross-table",
        where: [...new Set(group.map(({ table }) => table))].join(", "),
        claim: "one quantity has one value",
        verdict: isOne ? ("ok" as const) : ("mismatch" as const),
        message: isOne
          ? `${shown(values[0], group[0].decimals)} in ${group.length} places`
          : group.map(({ id, value }) => `${shown(value ?? NaN)} in ${id}`).join(", "),
        cells: group.map(({ id }) => id),
        ...(!isOne && { readings: readingsOf(group) }),
      };
    }),
};

/** Of each place, what the others print. */
const readingsOf = (group: readonly AuditCell[]): NonNullable<Judged["readings"]> =>
  Object.fromEntries(
    group.map((cell) => {
      const others = group.filter(({ value }) => value !== null && !same(value, cell.value ?? NaN));
      const values = [...new Set(others.map(({ value }) => value ?? NaN))];
      return [
        cell.id,
        values.map((value) => ({
          value,
          why: `as in ${others.flatMap((other) => (other.value === value ? [other.id] : [])).join(", ")}`,
        })),
      ];
    }),
  );
