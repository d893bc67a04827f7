import type { TableDefinition } from "../src/experiment/dsl/index.js";

/** An experiment of the project: its id, and the file that is loaded when it is asked for. */
export interface ExperimentEntry {
  readonly id: string;
  readonly file: string;
  readonly load: () => Promise<{ readonly default: TableDefinition }>;
}

/** The paper's tables and figures, in its order: what `all` means. Adding one is one file and one line here. */
export const EXPERIMENTS: readonly ExperimentEntry[] = [
  { id: "table2", file: "experiments/table02.ts", load: () => import("./table02.js") },
  { id: "table4", file: "experiments/table04.ts", load: () => import("./table04.js") },
  { id: "table5", file: "experiments/table05.ts", load: () => import("./table05.js") },
  { id: "table6", file: "experiments/table06.ts", load: () => import("./table06.js") },
  { id: "table9", file: "experiments/table09.ts", load: () => import("./table09.js") },
  { id: "table12", file: "experiments/table12.ts", load: () => import("./table12.js") },
  { id: "table13", file: "experiments/table13.ts", load: () => import("./table13.js") },
  { id: "fig1a", file: "experiments/figure1a.ts", load: () => import("./figure1a.js") },
  { id: "fig1b", file: "experiments/figure1b.ts", load: () => import("./figure1b.js") },
  { id: "fig4", file: "experiments/figure4.ts", load: () => import("./figure4.js") },
  { id: "fig5", file: "experiments/figure5.ts", load: () => import("./figure5.js") },
  { id: "fig6", file: "experiments/figure6.ts", load: () => import("./figure6.js") },
];

/** What goes beyond the paper: run by name only. */
export const STUDIES: readonly ExperimentEntry[] = [
  { id: "eq2", file: "experiments/study-eq2.ts", load: () => import("./study-eq2.js") },
];
