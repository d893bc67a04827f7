import { EXPERIMENTS, STUDIES } from "../../../experiments/index.js";
import { DATASETS } from "../../methods/datasets/registry.js";
import { ENCODERS } from "../../methods/encoders/registry.js";
import { ENGINE_IDS } from "../../engine/registry.js";
import { AXIS_NAMES, AXIS_RULES, type AxisName } from "../../experiment/dsl/axes.js";
import { shortId } from "../../base/text/short-id.js";
import { PROFILE_IDS } from "../../methods/profiles/profiles.js";
import { VARIANT_IDS } from "../../methods/profiles/variants.js";
import { SETTING_NAMES } from "../../experiment/grid/settings.js";
import { frameworksOf } from "../../methods/losses/registry.js";
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

/** What `encoder get` takes. */
export const encoderNames = (): readonly string[] => [...ENCODERS.keys()];

/** What `data get` and `data show` take. */
export const datasetNames = (): readonly string[] => [...DATASETS.keys()];

/** Ids of the plans in a results folder. */
export const planIds = async (root: string): Promise<readonly string[]> =>
  (await readdir(join(root, "plans")).catch(() => [])).filter((name) =>
    /^[0-9a-f]{12}$/.test(name),
  );

/** "loss=amtl" and the like: axes first, then the values of one, of which several may be joined by commas. */
async function onlyValues(word: string): Promise<readonly string[]> {
  const [axis, values] = word.split("=") as [string, string | undefined];
  if (values === undefined) return AXIS_NAMES.map((name) => `${name}=`);
  const rule = AXIS_RULES[axis as AxisName] as (typeof AXIS_RULES)[AxisName] | undefined;
  if (rule?.kind !== "name") return [];
  const { catalog } = await import("../../methods/index.js");
  const before = values.slice(0, values.lastIndexOf(",") + 1);
  // A framework is an axis of its own: as a loss every table refuses it.
  const frameworks = axis === "loss" ? frameworksOf(catalog.losses).map(({ id }) => id) : [];
  const known = rule.known(catalog).filter((value) => !frameworks.includes(value));
  return known.map((value) => `${axis}=${before}${value}`);
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
      return (await import("../../report/formats/index.js")).FORMAT_IDS;
    case "--gpus":
      return ["auto"];
    default:
      return null;
  }
}
