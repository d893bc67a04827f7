import { groupBy } from "../../../base/group-by.js";
import { keyText } from "../paper.js";
import { metricPairs } from "./metric-pairs.js";
import type { Rule } from "./rule.js";

/** Where numbers of one baseline come from. */
export const sources: Rule = {
  about: "numbers of one baseline come from one place, and every number says from where",
  find: (paper) => {
    const mixed = metricPairs(paper).filter(
      ({ lower, upper }) => lower.source === "reproduced" && upper.source === "quoted",
    );
    const rows = [...groupBy(paper.cells, ({ line }) => line).values()].filter((row) => {
      const of = (split: string) => row.filter((cell) => keyText(cell, "split") === split);
      return (
        of("dev").some(({ source }) => source === "reproduced") &&
        of("test").some(({ source }) => source === "quoted" || source === "unmarked")
      );
    });
    const unmarked = paper.printed.filter(({ source }) => source === "unmarked");
    const tables = (cells: readonly { readonly table: string }[]): string =>
      [...new Set(cells.map(({ table }) => table))].join(", ");
    const item = { category: "sources" };
    const verdict = (count: number) => (count === 0 ? ("ok" as const) : ("ambiguous" as const));
    return [
      {
        ...item,
        id: "mixed-origin",
        where: tables(mixed.map(({ upper }) => upper)),
        claim: "the metrics of one baseline come from one run",
        verdict: verdict(mixed.length),
        message: `${mixed.length} pairs are half quoted, half rerun: ${mixed.map(({ upper }) => upper.id).join(", ") || "none"}`,
        cells: mixed.flatMap(({ upper, lower }) => [upper.id, lower.id]),
      },
      {
        ...item,
        id: "dev-test-origin",
        where: tables(rows.flat()),
        claim: "dev and test baselines of a row come from the same runs",
        verdict: verdict(rows.length),
        message: `${rows.length} rows have a rerun dev value beside a test value that is quoted or says nothing`,
        cells: rows.flat().map(({ id }) => id),
      },
      {
        ...item,
        id: "unmarked-cells",
        where: tables(unmarked),
        claim: "every baseline cell says where it comes from",
        verdict: verdict(unmarked.length),
        message: `${unmarked.length} cells say nothing`,
        cells: unmarked.map(({ id }) => id),
      },
    ];
  },
};
