import { join } from "node:path";
import type { Distribution } from "./distributions.js";
import { wrongLinks } from "./link.js";
import { isUnchanged } from "./marker.js";
import type { InstallOptions } from "./events.js";
import type { Places } from "./places.js";
import { isCompiled } from "./stamp.js";

/**
 * Installs the native engine into this checkout: libraries in the cache, links to them, compiled binding.
 * Does nothing, in a few milliseconds, where all is there. Any number of processes may do it at once, and
 * any may be killed at any moment: what is in place is whole.
 *
 * @returns the folder of the libraries
 * @throws AmtlError (4) when the environment lacks something (network, disk, pip, compiler, Node headers);
 * whatever it is when the signal has ended it
 */
export async function installEngine(
  distribution: Distribution,
  places: Places,
  options: InstallOptions,
): Promise<string> {
  const installation = join(places.cache, distribution.folder);
  const complete =
    options.check === "quick" &&
    (await isUnchanged(installation)) &&
    (await isCompiled(places, distribution.version)) &&
    (await wrongLinks(places, installation)).length === 0;
  if (complete) return installation;
  // Imported where there is something to do, so that every `make` can ask.
  const { mendInstallation } = await import("./mend.js");
  return mendInstallation(distribution, places, options);
}
