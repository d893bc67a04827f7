import type { Catalog } from "../../contract/catalog.js";
import { NAMED_BACKBONES } from "../../methods/backbones/named.js";
import { NAMED_PLUGINS } from "../../methods/plugins/named.js";
import type { FullAxes } from "../dsl/experiment.js";

/** What a cell names and nobody has built: its runs can be counted, not made. */
export interface Awaited {
  readonly kind: "backbone" | "plugin";
  readonly id: string;
  /** Its name in tables. */
  readonly label: string;
}

/** What a cell with known names waits for; null where all of it is there, or a user's program brings it. */
export function awaitedBy(
  { backbone, plugin = null, worker }: FullAxes,
  { backbones, plugins }: Catalog,
): Awaited | null {
  if (worker !== undefined) return null;
  if (!backbones.has(backbone)) {
    const label = NAMED_BACKBONES[backbone]?.label ?? backbone;
    return { kind: "backbone", id: backbone, label };
  }
  if (plugin === null || plugins.has(plugin)) return null;
  return { kind: "plugin", id: plugin, label: NAMED_PLUGINS[plugin]?.label ?? plugin };
}

/** "plugins logicre, milr": what some runs wait for, each once. */
export function awaitedText(awaited: readonly Awaited[]): string {
  const texts = (["backbone", "plugin"] as const).flatMap((kind) => {
    const of = awaited.filter((each) => each.kind === kind);
    const names = [...new Set(of.map(({ label }) => label))];
    if (names.length === 0) return [];
    return [`${names.length === 1 ? kind : `${kind}s`} ${names.join(", ")}`];
  });
  return texts.join("; ");
}
