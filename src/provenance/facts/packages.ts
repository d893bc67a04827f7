import { mapLimited } from "../../base/map-limited.js";
import { packageManifest } from "../../base/package-manifest.js";
import { fields, text } from "../../base/shape.js";

/** The npm packages whose code touches numbers or tokens. */
const PACKAGES = [
  "@huggingface/tokenizers",
  "@tensorflow/tfjs-backend-wasm",
  "@tensorflow/tfjs-core",
  "@tensorflow/tfjs-node-gpu",
];

/** Their installed versions; null for one that is not there. */
export async function packageVersions(
  root: string,
): Promise<Readonly<Record<string, string | null>>> {
  const found = await mapLimited(PACKAGES, PACKAGES.length, (name) =>
    packageManifest(root, name, fields({ version: text })),
  );
  return Object.fromEntries(PACKAGES.map((name, i) => [name, found[i]?.version ?? null]));
}
