import { existsSync } from "node:fs";
import { readdir, readFile, rename, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { sha256 } from "../../base/canonical.js";
import { bindingFile, type Places } from "./places.js";

/** How the binding and {@link quietSource} are compiled. */
export const FLAGS = [
  "-std=c++17",
  "-O3",
  // What turns loops over floats into vector instructions; neither changes a result.
  "-fno-math-errno",
  "-fno-trapping-math",
  "-fopenmp-simd",
  "-fPIC",
  "-shared",
  "-DNAPI_VERSION=8",
];
/** How the binding is linked; its libraries are found through links in its own package. */
export const LINK = [
  "-Ldeps/lib",
  "-ltensorflow",
  "-ltensorflow_framework",
  "-Wl,-rpath,$ORIGIN/../../deps/lib",
];

/** What the binding was compiled from, beside it. */
const stampFile = (places: Places): string => `${bindingFile(places)}.stamp`;

/** Files that the binding is compiled from: those of its package, and the project's own operations without their tests. */
async function sourceFiles(places: Places): Promise<string[]> {
  const folders = [join(places.package, "binding"), places.native].map(async (folder) =>
    (await readdir(folder, { recursive: true }))
      .filter((name) => /\.(cc|h)$/.test(name) && !name.startsWith("test"))
      .sort()
      .map((name) => join(folder, name)),
  );
  return (await Promise.all(folders)).flat();
}

/** What is compiled into a module of its own, which is there before TensorFlow is. */
export const quietSource = (places: Places): string => join(places.native, "quiet", "quiet.cc");

/** The binding's files that the compiler is given; the others are included by them. */
export const compiledFiles = async (places: Places): Promise<string[]> =>
  (await sourceFiles(places)).filter(
    (path) => path.endsWith(".cc") && path !== quietSource(places),
  );

/** Fingerprint of all sources, TensorFlow's version and the command. */
async function fingerprint(places: Places, version: string): Promise<string> {
  const files = await sourceFiles(places);
  const hashes = files.map(async (path) => `${basename(path)} ${sha256(await readFile(path))}`);
  return sha256([version, ...FLAGS, ...LINK, ...(await Promise.all(hashes))].join("\n"));
}

/** Whether this checkout's binding was compiled from what it would be compiled from now. */
export async function isCompiled(places: Places, version: string): Promise<boolean> {
  if (!existsSync(bindingFile(places))) return false;
  const stamp = await readFile(stampFile(places), "utf8").catch(() => "");
  return stamp === (await fingerprint(places, version));
}

/** Notes beside a compiled binding what it was compiled from; a new file, since another checkout may link to the old. */
export async function stampBinding(places: Places, version: string): Promise<void> {
  const temporary = `${stampFile(places)}.${process.pid}.tmp`;
  await writeFile(temporary, await fingerprint(places, version));
  await rename(temporary, stampFile(places));
}
