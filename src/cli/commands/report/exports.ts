import { readIds } from "../../options.js";

const flag = (describe: string) => ({ type: "boolean", default: false, describe }) as const;

/** Formats for other programs, each also as an option of its own. */
export const exports = {
  record: flag("as --format record: claimed, found, command and runs of each cell, as JSON"),
  "eval-results": flag("as --format eval-results: a model card's model-index"),
  "ro-crate": flag("as --format ro-crate: tables and runs, a Workflow Run RO-Crate in --out"),
} as const;

/** Formats that are asked for, by `--format` or by name. */
export const askedFormats = (
  options: { readonly format: readonly string[] | undefined } & Readonly<
    Record<keyof typeof exports, boolean>
  >,
): readonly string[] => [
  ...new Set([
    ...readIds(options.format),
    ...(["record", "eval-results", "ro-crate"] as const).filter((name) => options[name]),
  ]),
];
