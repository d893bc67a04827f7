import { badInput } from "../base/errors.js";
import { isInstalled, projectRoot } from "../base/root.js";
import type { ProfileId, VariantId } from "../contract/train-spec.js";
import { ENGINE_IDS } from "../engine/registry.js";
import { parseSeeds } from "../experiment/check/seeds.js";
import { PROFILE_IDS, profileOf } from "../methods/profiles/profiles.js";
import { VARIANT_IDS, variantOf } from "../methods/profiles/variants.js";

/** Options of several commands, each declared once. */

/** Option of every command whose output programs may read. */
export const json = { type: "boolean", default: false, describe: "print JSON" } as const;

/** Option of every command that reads a results folder. */
export const results = {
  type: "string",
  requiresArg: true,
  describe: `folder of runs and tables (default: AMTL_RESULTS, else results/ ${
    isInstalled(projectRoot()) ? "here" : `of the checkout, ${projectRoot()}`
  })`,
} as const;

/** Option of every command that depends on the scale. */
export const profile = {
  type: "string",
  default: "smoke",
  requiresArg: true,
  describe: `scale: ${PROFILE_IDS.join(", ")}`,
} as const;

/** Option of every command that chooses runs. */
export const variant = {
  type: "string",
  requiresArg: true,
  describe: `another reading of what the paper leaves open: ${VARIANT_IDS.join(", ")} (default: none)`,
} as const;

/** Option of every command that holds numbers against the paper's. */
export const margin = {
  type: "number",
  requiresArg: true,
  describe: "differences from the paper up to this F1 count as none (default: 0.5)",
} as const;

/** Option of every command that computes. */
export const engine = {
  type: "string",
  requiresArg: true,
  describe: `${ENGINE_IDS.join(", ")} (default: AMTL_ENGINE, else the best that works)`,
} as const;

/** Option of every command that writes tables. */
export const format = {
  type: "string",
  array: true,
  nargs: 1,
  describe: "write the tables in other formats too, e.g. latex,markdown (repeatable)",
} as const;

/** Option of commands that print their answer in several forms. */
export const printedAs = {
  type: "string",
  choices: ["text", "csv", "json", "markdown"],
  default: "text",
  requiresArg: true,
  describe: "how to print it",
} as const;

/** Experiments, of commands that need some. */
export const experiments = {
  type: "string",
  array: true,
  demandOption: true,
  describe: "ids, all, or files such as ./my-table.ts",
} as const;

/** @throws AmtlError (2) for a number of rows that is none. */
export function readTop(top: number): number {
  if (Number.isInteger(top) && top >= 1) return top;
  throw badInput("Invalid --top", {
    where: "--top",
    expected: "a whole number, at least 1",
    got: String(top),
  });
}

/** @throws AmtlError (2) for an unknown profile; the nearest is offered. */
export const readProfile = (id: string): ProfileId => profileOf(id).id;

/** @throws AmtlError (2) for an unknown variant; the nearest is offered. */
export const readVariant = (id: string | undefined): VariantId | undefined =>
  id === undefined ? undefined : variantOf(id);

/** @throws AmtlError (2) for what is no list of seeds. */
export const readSeeds = (text: string | undefined): readonly number[] | undefined =>
  text === undefined ? undefined : parseSeeds(text);

/** Ids as they were typed, in lists or one by one; what they are for knows which there are. */
export const readIds = (texts: readonly string[] = []): readonly string[] =>
  texts.flatMap((text) => text.split(","));

/** Whether a program reads along. The words decide, since they may be what is wrong. */
export function asksForJson(argv: readonly string[]): boolean {
  const end = argv.indexOf("--");
  return (end < 0 ? argv : argv.slice(0, end)).includes("--json");
}
