import { createRequire } from "node:module";
import { join } from "node:path";
import { mapLimited } from "../../base/map-limited.js";
import { readJsonOr } from "../../base/read-json.js";
import { fields, text } from "../../base/shape.js";

/** The npm packages whose code touches numbers or tokens. */
const PACKAGES = [
  "@huggingface/tokenizers",
  "@tensorflow/tfjs-backend-wasm",
  "@tensorflow/tfjs-core",
  "@tensorflow/tfjs-node-gpu",
];

/** Looked for as Node does: an installed package's are beside it as often as in it. */
async function versionOf(root: string, name: string): Promise<string | null> {
  const folders = createRequire(join(root, "package.json")).resolve.paths(name) ?? [];
  for (const folder of folders) {
    const found = await readJsonOr(join(folder, name, "package.json"), fields({ version: text }));
    if (found !== null) return found.version;
  }
  return null;
}

/** Their installed versions; null for one that is not there. */
export async function packageVersions(
  root: string,
): Promise<Readonly<Record<string, string | null>>> {
  const versions = await mapLimited(PACKAGES, PACKAGES.length, (name) => versionOf(root, name));
  return Object.fromEntries(PACKAGES.map((name, i) => [name, versions[i]]));
}
