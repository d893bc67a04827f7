import { existsSync } from "node:fs";
import { mkdir, readlink, rename, rm, symlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { linkFolder, type Places } from "./places.js";

const LINKS = {
  "libtensorflow.so": "libtensorflow_cc.so.2",
  "libtensorflow_cc.so.2": "libtensorflow_cc.so.2",
  "libtensorflow_framework.so": "libtensorflow_framework.so.2",
  "libtensorflow_framework.so.2": "libtensorflow_framework.so.2",
};

/**
 * Lets this checkout's binding find the libraries of a distribution: links under the names that the linker
 * (libtensorflow.so) and the loader (the SONAME) ask for. For CUDA also a link to NVIDIA's libraries, which
 * TensorFlow looks for beside its own folder. Each link is replaced by one rename.
 */
export async function linkLibraries(places: Places, installation: string): Promise<void> {
  for (const [path, target] of await wrongLinks(places, installation)) {
    await mkdir(dirname(path), { recursive: true });
    const temporary = `${path}.${process.pid}.tmp`;
    await rm(temporary, { force: true });
    await symlink(target, temporary);
    await rename(temporary, path);
  }
}

/** The links, with their targets, that are missing or lead elsewhere. */
export async function wrongLinks(
  places: Places,
  installation: string,
): Promise<(readonly [path: string, target: string])[]> {
  const links = Object.entries(LINKS).map(
    ([name, target]) =>
      [join(linkFolder(places), name), join(installation, "tensorflow", target)] as const,
  );
  const nvidia = join(installation, "nvidia");
  if (existsSync(nvidia)) links.push([join(linkFolder(places), "..", "nvidia"), nvidia]);
  const found = await Promise.all(links.map(([path]) => readlink(path).catch(() => null)));
  return links.filter(([, target], at) => found[at] !== target);
}
