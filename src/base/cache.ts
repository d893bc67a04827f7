import { resolve } from "node:path";
import envPaths from "env-paths";

/**
 * The folder for what can be fetched or built again: `AMTL_CACHE` where it is set, else the user's cache
 * folder by the platform's custom (XDG_CACHE_HOME or ~/.cache on Linux). It may not exist yet.
 */
export function cacheFolder(): string {
  const own = process.env.AMTL_CACHE;
  return own === undefined || own === ""
    ? envPaths("amtl-run", { suffix: "" }).cache
    : resolve(own);
}
