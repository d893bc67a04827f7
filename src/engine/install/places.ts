import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { cacheFolder } from "../../base/cache.js";
import { projectRoot } from "../../base/root.js";

/** Where an installation reads and writes. */
export interface Places {
  /** Unpacked libraries, one folder a distribution, shared by every checkout of this user. */
  readonly cache: string;
  /** This checkout's @tensorflow/tfjs-node-gpu: its binding's sources, the compiled binding, the links. */
  readonly package: string;
  /** The project's own operations (C++), a folder a kind, compiled into the binding. */
  readonly native: string;
}

/** Where this checkout's engine lives. Throws when npm has not installed the packages. */
export function enginePlaces(): Places {
  const manifest = createRequire(import.meta.url).resolve("@tensorflow/tfjs-node-gpu/package.json");
  return {
    cache: join(cacheFolder(), "engine"),
    package: dirname(manifest),
    native: join(projectRoot(), "native"),
  };
}

/** The compiled binding; the name is what tfjs-node looks for (Node-API version 8). */
export const bindingFile = (places: Places): string =>
  join(places.package, "lib", "napi-v8", "tfjs_binding.node");

/** The module that loads the binding without what TensorFlow writes meanwhile; beside it, from `native/quiet`. */
export const quietFile = (places: Places): string =>
  join(places.package, "lib", "napi-v8", "amtl_quiet.node");

/** Folder of the links to libtensorflow that the binding is linked against, by its rpath. */
export const linkFolder = (places: Places): string => join(places.package, "deps", "lib");
