import { EXPERIMENTS, STUDIES } from "../../../experiments/index.js";
import { ENGINE_IDS } from "../../engine/registry.js";
import { AXIS_NAMES, AXIS_RULES, type AxisName } from "../../experiment/dsl/axes.js";
import { shortId } from "../../base/text/short-id.js";
import { PROFILE_IDS } from "../../methods/profiles/profiles.js";
import { VARIANT_IDS } from "../../methods/profiles/variants.js";
import { SETTING_NAMES } from "../../experiment/grid/settings.js";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { runIds } from "./runs.js";

/** Names of all experiments of the project. */
export const experimentNames = (): readonly string[] => [
  ...[...EXPERIMENTS, ...STUDIES].map(({ id }) => id),
  "all",
];

/** Short ids of the runs in a results folder. */
export const shortRunIds = async (root: string): Promise<readonly string[]> =>
  (await runIds(root)).map(shortId);

/** Ids of the plans in a results folder. */
export const planIds = (root: string): Promise<readonly string[]> =>
  readdir(join(root, "plans")).catch(() => []);

/** "loss=amtl" and the like: axes first, then the values of one, of which several may be joined by commas. */
async function onlyValues(word: string): Promise<readonly string[]> {
  const [axis, values] = word.split("=") as [string, string | undefined];
  if (values === undefined) return AXIS_NAMES.map((name) => `${name}=`);
  const rule = AXIS_RULES[axis as AxisName] as (typeof AXIS_RULES)[AxisName] | undefined;
  if (rule?.kind !== "name") return [];
  const { catalog } = await import("../../methods/index.js");
  const before = values.slice(0, values.lastIndexOf(",") + 1);
  return rule.known(catalog).map((value) => `${axis}=${before}${value}`);
}

/**
 * What may follow an option.
 * @param word what is typed of it so far.
 * @returns null where the option is not one whose values are known.
 */
export async function optionValues(
  option: string,
  word: string,
): Promise<readonly string[] | null> {
  switch (option) {
    case "--profile":
      return PROFILE_IDS;
    case "--variant":
      return VARIANT_IDS;
    case "--only":
      return await onlyValues(word);
    case "--set":
      return SETTING_NAMES.map((name) => `${name}=`);
    case "--engine":
      return ENGINE_IDS;
    case "--format":
      return [...(await import("../../report/formats/index.js")).FORMATS.keys()];
    case "--gpus":
      return ["auto"];
    default:
      return null;
  }
}
