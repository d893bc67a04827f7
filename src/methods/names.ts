import { BACKBONES } from "./backbones/registry.js";
import { LOSSES } from "./losses/registry.js";
import { PLUGINS } from "./plugins/registry.js";

const ALIASES: ReadonlyMap<string, string> = new Map(
  [...LOSSES.values(), ...BACKBONES.values(), ...PLUGINS.values()].flatMap(({ id, aliases = [] }) =>
    aliases.map((alias) => [alias, id] as const),
  ),
);

/** The identifier that a user's spelling stands for. */
export const canonicalName = (name: string): string => ALIASES.get(name) ?? name;
