import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../src/base/root.js";
import { checkTable } from "../../src/experiment/check/table.js";
import { amtl, cells, loss, table, type TableDefinition } from "../../src/experiment/dsl/dsl.js";
import type { Experiment, PrintedCell } from "../../src/experiment/dsl/experiment.js";
import { someCatalog } from "./catalog.js";

/** The cells that the paper's Table 4 prints. */
export const printedTable4 = (
  JSON.parse(readFileSync(join(projectRoot(), "src/report/paper/printed/table4.json"), "utf8")) as {
    readonly cells: readonly PrintedCell[];
  }
).cells;

/** A small Table 4; fields of it may be replaced. */
export const definition = (change: Partial<TableDefinition> = {}): TableDefinition => ({
  ...table("table4", {
    title: "Losses",
    base: { backbone: "atlop", encoder: "bert-base-cased" },
    rows: [loss("atl"), amtl()],
    columns: [
      ...cells({ trainedOn: "redocred", scoredOn: "redocred/test", metrics: ["f1", "ign-f1"] }),
      ...cells({ trainedOn: "docgnre-gpt", scoredOn: "docgnre/test", metrics: ["f1"] }),
    ],
    seeds: [5, 42, 65, 66, 233],
  }),
  ...change,
});

/** The table as it is after loading. */
export const experiment = (change: Partial<TableDefinition> = {}): Experiment =>
  checkTable(definition(change), "some.ts", someCatalog, printedTable4);
