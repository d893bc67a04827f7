import { badInput } from "../../base/errors.js";
import { nearest } from "../../base/text/nearest.js";
import type { Plugin } from "../../contract/plugin.js";
import * as listed from "./index.js";

export type Plugins = ReadonlyMap<string, Plugin>;

/** The project's plugins and others, by id. */
export const pluginsWith = (others: Iterable<Plugin>): Plugins =>
  new Map([...Object.values<Plugin>(listed), ...others].map((each) => [each.id, each]));

/** All plugins of the project, by id. */
export const PLUGINS: Plugins = pluginsWith([]);

/** The plugin of that id. Throws AmtlError (2) that names the nearest known one. */
export function pluginOf(id: string, plugins: Plugins = PLUGINS): Plugin {
  const plugin = plugins.get(id);
  if (plugin !== undefined) return plugin;
  const meant = nearest(id, [...plugins.keys()]);
  throw badInput(`Unknown plugin "${id}"`, {
    expected: [...plugins.keys()].join(", "),
    ...(meant !== undefined && { fix: `write ${meant}` }),
  });
}
