import { createRequire } from "node:module";
import { join } from "node:path";
import { readJsonOr } from "./read-json.js";
import type { Shape } from "./shape.js";

/**
 * What the manifest of an npm package says that the program under `root` would load; null where there is none. Looked
 * for as Node does: an installed package's are beside it as often as in it.
 * @param shape of the parts that are asked for.
 */
export async function packageManifest<T>(
  root: string,
  name: string,
  shape: Shape<T>,
): Promise<T | null> {
  const folders = createRequire(join(root, "package.json")).resolve.paths(name) ?? [];
  for (const folder of folders) {
    const found = await readJsonOr(join(folder, name, "package.json"), shape);
    if (found !== null) return found;
  }
  return null;
}
