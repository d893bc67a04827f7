import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { mapLimited } from "../../base/map-limited.js";

/** The npm packages whose code touches numbers or tokens. */
const PACKAGES = [
  "@huggingface/tokenizers",
  "@tensorflow/tfjs-backend-wasm",
  "@tensorflow/tfjs-core",
  "@tensorflow/tfjs-node-gpu",
];

async function versionOf(root: string, name: string): Promise<string | null> {
  try {
    const text = await readFile(join(root, "node_modules", name, "package.json"), "utf8");
    return (JSON.parse(text) as { readonly version?: string }).version ?? null;
  } catch {
    return null;
  }
}

/** Their installed versions; null for one that is not there. */
export async function packageVersions(
  root: string,
): Promise<Readonly<Record<string, string | null>>> {
  const versions = await mapLimited(PACKAGES, PACKAGES.length, (name) => versionOf(root, name));
  return Object.fromEntries(PACKAGES.map((name, i) => [name, versions[i]]));
}
