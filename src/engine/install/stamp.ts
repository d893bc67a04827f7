import { existsSync } from "node:fs";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sha256 } from "../../base/canonical.js";
import { bindingFile, type Places } from "./places.js";

/** How the binding is compiled and linked; its libraries are found through links in its own package. */
export const FLAGS = ["-std=c++17", "-O2", "-fPIC", "-shared", "-DNAPI_VERSION=8"];
export const LINK = [
  "-Ldeps/lib",
  "-ltensorflow",
  "-ltensorflow_framework",
  "-Wl,-rpath,$ORIGIN/../../deps/lib",
];

/** What the binding was compiled from, beside it. */
const stampFile = (places: Places): string => `${bindingFile(places)}.stamp`;

/** Fingerprint of the binding's sources, TensorFlow's version and the command. */
async function fingerprint(places: Places, version: string): Promise<string> {
  const folder = join(places.package, "binding");
  const names = (await readdir(folder)).sort();
  const sources = await Promise.all(names.map((name) => readFile(join(folder, name))));
  const hashes = sources.map((source, at) => `${names[at]} ${sha256(source)}`);
  return sha256([version, ...FLAGS, ...LINK, ...hashes].join("\n"));
}

/** Whether this checkout's binding was compiled from what it would be compiled from now. */
export async function isCompiled(places: Places, version: string): Promise<boolean> {
  if (!existsSync(bindingFile(places))) return false;
  const stamp = await readFile(stampFile(places), "utf8").catch(() => "");
  return stamp === (await fingerprint(places, version));
}

/** Notes beside a compiled binding what it was compiled from. */
export async function stampBinding(places: Places, version: string): Promise<void> {
  await writeFile(stampFile(places), await fingerprint(places, version));
}
