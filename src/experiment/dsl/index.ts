/** What an experiment file imports, the project's own as well as a user's (`from "amtl-run"`). */
export { amtl, cells, figure, line, loss, SEEDS, sweep, table } from "./dsl.js";
export type { AmtlOptions, FigureOptions, Line, TableDefinition } from "./dsl.js";
export { dataset, encoder } from "./own.js";
export type { DatasetDefinition, DatasetFiles, EncoderDefinition } from "./own.js";
export { backbone } from "./own-backbone.js";
export type { BackboneDefinition, BackboneOptions, BackboneParts } from "./own-backbone.js";
export type { Axes } from "./axes.js";
export type { LossDefinition as OwnLoss } from "../../contract/loss.js";
export type { ProgramDefinition } from "./program.js";
