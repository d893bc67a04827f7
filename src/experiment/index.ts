/** What an experiment file imports, the project's own as well as a user's (`from "amtl-run"`). */
export { amtl, cells, line, loss, SEEDS, table } from "./dsl.js";
export type { AmtlOptions, Line, TableDefinition } from "./dsl.js";
export type { Axes } from "./axes.js";
