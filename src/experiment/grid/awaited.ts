import type { Catalog } from "../../contract/catalog.js";
import { NAMED_PLUGINS } from "../../methods/plugins/named.js";
import type { FullAxes } from "../dsl/experiment.js";

/** A plugin that a cell names and nobody has built: its runs can be counted, not made. */
export interface Awaited {
  readonly id: string;
  /** Its name in tables. */
  readonly label: string;
}

/** What a cell with known names waits for; null where all of it is there, or a user's program brings it. */
export function awaitedBy(
  { plugin = null, worker }: FullAxes,
  { plugins }: Catalog,
): Awaited | null {
  if (worker !== undefined || plugin === null || plugins.has(plugin)) return null;
  return { id: plugin, label: NAMED_PLUGINS[plugin]?.label ?? plugin };
}

/** "plugins logicre, milr": what some runs wait for, each once. */
export function awaitedText(awaited: readonly Awaited[]): string {
  const names = [...new Set(awaited.map(({ label }) => label))];
  return `${names.length === 1 ? "plugin" : "plugins"} ${names.join(", ")}`;
}
