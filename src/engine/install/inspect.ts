import { existsSync } from "node:fs";
import { realpath } from "node:fs/promises";
import { dirname, join, sep } from "node:path";
import type { NativeState } from "../../contract/compute/engine.js";
import { firstChanged, readMarker } from "./marker.js";
import { bindingFile, linkFolder, type Places } from "./places.js";
import { isCompiled } from "./stamp.js";

/** File name of the C and C++ interface of TensorFlow, as its loader knows it (SONAME). */
export const LIBRARY = "libtensorflow_cc.so.2";

/**
 * Looks whether the binding and its library are there and as they were installed: by existence, size and
 * time, and that the binding is of these sources, which takes a few milliseconds. `engine install` and `engine` compare SHA-256 too.
 */
export async function inspectNative(places: Places): Promise<NativeState> {
  const link = ["libtensorflow_cc.so.2", "libtensorflow.so.2", "libtensorflow.so"]
    .map((name) => join(linkFolder(places), name))
    .find((path) => existsSync(path));
  if (link === undefined) return { kind: "absent", reason: "its library is not installed" };
  if (!existsSync(bindingFile(places))) {
    return { kind: "absent", reason: "its binding is not compiled in this checkout" };
  }
  const path = await realpath(link);
  const folder = dirname(dirname(path));
  const cache = existsSync(places.cache) ? await realpath(places.cache) : places.cache;
  if (!folder.startsWith(cache + sep)) {
    return { kind: "ready", library: "other", version: null, path };
  }
  const marker = await readMarker(folder);
  if (marker === null)
    return { kind: "damaged", reason: `${folder} has no readable installed.json` };
  const changed = await firstChanged(folder, marker);
  if (changed !== null) return { kind: "damaged", reason: `in ${folder}, ${changed}` };
  if (!(await isCompiled(places, marker.version))) return { kind: "outdated" };
  return {
    kind: "ready",
    library: marker.id === "cuda" ? "gpu" : "cpu",
    version: marker.version,
    path,
  };
}
