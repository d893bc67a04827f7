import type { LabelLayout } from "../contract/layout.js";

/** What scoring needs of a label layout. */
export type ColumnLayout = Pick<LabelLayout, "segments" | "lambda" | "columns">;
