import type { TableDefinition } from "../src/experiment/index.js";

/** An experiment of the project: its id, and the file that is loaded when it is asked for. */
export interface ExperimentEntry {
  readonly id: string;
  readonly file: string;
  readonly load: () => Promise<{ readonly default: TableDefinition }>;
}

/** In the paper's order; adding a table is one file and one line here. */
export const EXPERIMENTS: readonly ExperimentEntry[] = [
  { id: "table4", file: "experiments/table04.ts", load: () => import("./table04.js") },
];
