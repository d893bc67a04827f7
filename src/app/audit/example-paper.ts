/** A small paper that can be audited: what `paper new` writes, file by file. */
export const EXAMPLE_PAPER: Readonly<Record<string, object>> = {
  "paper.json": {
    title: "An example: two methods on one test set",
    seeds: 5,
    tables: ["table1"],
    figures: [],
    orders: [],
    scores: { precision: "precision", recall: "recall", f1: "f1" },
    gains: ["f1"],
    bestOf: { table1: ["column"] },
  },
  "table1.json": {
    id: "table1",
    title: "Main results",
    rows: ["Baseline", "Ours"],
    columns: ["P", "R", "F1"],
    cells: [
      cell("table1/r1/p", 0, 0, "precision", 71.2, { source: "reproduced", run: "baseline" }),
      cell("table1/r1/r", 0, 1, "recall", 64.4, { source: "reproduced", run: "baseline" }),
      cell("table1/r1/f1", 0, 2, "f1", 67.63, { source: "reproduced", run: "baseline" }),
      cell("table1/r2/p", 1, 0, "precision", 72.3, { source: "ours", run: "ours", bold: true }),
      cell("table1/r2/r", 1, 1, "recall", 66.1, { source: "ours", run: "ours", bold: true }),
      cell("table1/r2/f1", 1, 2, "f1", 69.06, {
        source: "ours",
        run: "ours",
        bold: true,
        delta: 1.43,
        deltaBase: "table1/r1/f1",
      }),
    ],
  },
  "statements.json": [
    {
      id: "text/gain",
      kind: "equals",
      category: "text",
      where: "Section 4",
      claim: "our method gains 1.43 F1",
      parts: [{ of: ["table1/r2/f1 - table1/r1/f1"], as: "each", printed: [1.43] }],
    },
    {
      id: "claim/all-metrics",
      kind: "above",
      category: "claim",
      where: "Section 4",
      claim: "our method is better by every metric",
      pairs: [
        { left: "table1/r2/p", right: ["table1/r1/p"] },
        { left: "table1/r2/r", right: ["table1/r1/r"] },
        { left: "table1/r2/f1", right: ["table1/r1/f1"] },
      ],
    },
  ],
};

function cell(
  id: string,
  row: number,
  column: number,
  metric: string,
  value: number,
  more: object,
): object {
  const key = { dataset: "example", evalSet: "example/test", split: "test", metric };
  return { id, row, column, key, value, decimals: 2, citedFrom: null, ...more };
}
