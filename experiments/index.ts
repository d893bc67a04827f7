import type { TableDefinition } from "../src/experiment/dsl/index.js";

/** An experiment of the project: its id, and the file that is loaded when it is asked for. */
export interface ExperimentEntry {
  readonly id: string;
  readonly file: string;
  readonly load: () => Promise<{ readonly default: TableDefinition }>;
}

/** The paper's tables and figures, in its order: what `all` means. Adding one is one file and one line here. */
export const EXPERIMENTS: readonly ExperimentEntry[] = [
  { id: "table1", file: "experiments/table1.ts", load: () => import("./table1.js") },
  { id: "table2", file: "experiments/table2.ts", load: () => import("./table2.js") },
  { id: "table3", file: "experiments/table3.ts", load: () => import("./table3.js") },
  { id: "table4", file: "experiments/table4.ts", load: () => import("./table4.js") },
  { id: "table5", file: "experiments/table5.ts", load: () => import("./table5.js") },
  { id: "table6", file: "experiments/table6.ts", load: () => import("./table6.js") },
  { id: "table7", file: "experiments/table7.ts", load: () => import("./table7.js") },
  { id: "table8", file: "experiments/table8.ts", load: () => import("./table8.js") },
  { id: "table9", file: "experiments/table9.ts", load: () => import("./table9.js") },
  { id: "table10", file: "experiments/table10.ts", load: () => import("./table10.js") },
  { id: "table11", file: "experiments/table11.ts", load: () => import("./table11.js") },
  { id: "table12", file: "experiments/table12.ts", load: () => import("./table12.js") },
  { id: "table13", file: "experiments/table13.ts", load: () => import("./table13.js") },
  { id: "fig1a", file: "experiments/fig1a.ts", load: () => import("./fig1a.js") },
  { id: "fig1b", file: "experiments/fig1b.ts", load: () => import("./fig1b.js") },
  { id: "fig4", file: "experiments/fig4.ts", load: () => import("./fig4.js") },
  { id: "fig5", file: "experiments/fig5.ts", load: () => import("./fig5.js") },
  { id: "fig6", file: "experiments/fig6.ts", load: () => import("./fig6.js") },
];

/** What goes beyond the paper: run by name only. */
export const STUDIES: readonly ExperimentEntry[] = [
  { id: "eq2", file: "experiments/eq2.ts", load: () => import("./eq2.js") },
  { id: "controls", file: "experiments/controls.ts", load: () => import("./controls.js") },
];
