import { AmtlError, badInput } from "../../base/errors.js";
import type { Params } from "../../base/params.js";
import type { Catalog } from "../../contract/catalog.js";
import type { Plugin, PluginScale } from "../../contract/plugin.js";
import type { PluginSpec } from "../../contract/train-spec.js";
import type { Axes } from "../dsl/axes.js";

export interface ChosenPlugin {
  /** Absent: it is known by name only. */
  readonly plugin?: Plugin;
  /** With its checked parameters; those of a plugin that is known by name only are as they were given. */
  readonly spec: PluginSpec;
}

/**
 * The plugin of a cell; null where it has none.
 * @param scale what it stands on, which decides defaults; left out: where only the parameters' form is asked for.
 * @throws AmtlError (2) whose `where` is the axis, for parameters that the plugin does not take.
 */
export function pluginOf(
  { plugin: id, pluginParams }: Pick<Axes, "plugin" | "pluginParams">,
  { plugins }: Catalog,
  scale?: PluginScale,
): ChosenPlugin | null {
  if (id !== undefined && id !== null) {
    const plugin = plugins.get(id);
    if (plugin === undefined) return { spec: { id, params: pluginParams ?? {} } };
    const usual = scale === undefined ? {} : (plugin.paramsAt?.(scale) ?? {});
    return { plugin, spec: { id, params: paramsOf(plugin, { ...usual, ...pluginParams }) } };
  }
  if (pluginParams === undefined) return null;
  throw badInput("pluginParams without a plugin", {
    where: "pluginParams",
    expected: "none, or an axis plugin beside them",
    got: JSON.stringify(pluginParams),
  });
}

/** A schema says where in the parameters an error is, not whose they are. */
function paramsOf(plugin: Plugin, given: Params): Params {
  try {
    return plugin.params.parse(given);
  } catch (error) {
    if (!(error instanceof AmtlError)) throw error;
    const where = error.details.where?.replace("params", "pluginParams") ?? "pluginParams";
    throw new AmtlError(error.exitCode, error.message, { ...error.details, where });
  }
}
