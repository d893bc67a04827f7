import { readdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { compileBinding, tryBinding } from "./compile.js";
import { explainDisk } from "./disk.js";
import type { Distribution } from "./distributions.js";
import type { InstallOptions } from "./events.js";
import { ensureLibraries } from "./libraries.js";
import { linkLibraries, wrongLinks } from "./link.js";
import { underLock } from "./lock.js";
import { bindingFile, type Places } from "./places.js";
import { isCompiled } from "./stamp.js";
import { findBuildTools } from "./tools.js";

/**
 * Brings what is missing of the native engine: libraries in the cache, links to them, compiled binding.
 * What {@link installEngine} says of it holds here.
 */
export async function mendInstallation(
  distribution: Distribution,
  places: Places,
  options: InstallOptions,
): Promise<string> {
  const { version } = distribution;
  const compiled = await isCompiled(places, version);
  // Before the download, so that nobody waits for it only to hear that there is no compiler.
  const tools = compiled ? undefined : await findBuildTools();
  const installation = await ensureLibraries(distribution, places.cache, options);
  if (compiled && (await wrongLinks(places, installation)).length === 0) return installation;
  await underLock(join(places.package, "install.lock"), options, async () => {
    try {
      await linkLibraries(places, installation);
      if (tools === undefined || (await isCompiled(places, version))) {
        await tryBinding(bindingFile(places));
      } else {
        await clearTemporary(places);
        await compileBinding(places, installation, version, tools, options);
      }
    } catch (error) {
      throw explainDisk(error, places.package);
    }
  });
  options.report({ type: "linked", folder: installation });
  return installation;
}

/** Removes what a killed compilation left; called under the lock. */
async function clearTemporary(places: Places): Promise<void> {
  const folder = dirname(bindingFile(places));
  const names = await readdir(folder).catch(() => []);
  const left = names.filter((name) => name.endsWith(".tmp.node"));
  await Promise.all(left.map((name) => rm(join(folder, name), { force: true })));
}
