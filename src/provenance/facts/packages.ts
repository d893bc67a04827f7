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

const versionOf = async (root: string, name: string): Promise<string | null> => {
  const path = join(root, "node_modules", name, "package.json");
  return (await readJsonOr(path, fields({ version: text })))?.version ?? null;
};

/** Their installed versions; null for one that is not there. */
export async function packageVersions(
  root: string,
): Promise<Readonly<Record<string, string | null>>> {
  const versions = await mapLimited(PACKAGES, PACKAGES.length, (name) => versionOf(root, name));
  return Object.fromEntries(PACKAGES.map((name, i) => [name, versions[i]]));
}
