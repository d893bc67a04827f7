import { dirname, join } from "node:path";
import { cacheFolder } from "./cache.js";
import { sha256 } from "./canonical.js";
import type { ToJson } from "./json.js";
import { makeFolders } from "./make-folders.js";
import { readJsonOr } from "./read-json.js";
import { sealedJson, sealOf } from "./seal.js";
import { checked, type Shape } from "./shape.js";

/** What took long to find out, by a name that changes with what it rests on. */
export interface Notes<T> {
  /** What is remembered; null where nothing is, or where the note is damaged: it is found out again. */
  readonly recall: (name: string) => Promise<T | null>;
  readonly remember: (name: string, value: T & ToJson<T>) => Promise<void>;
}

/** The name of a note about what a text tells: a path, or all that it rests on. 32 hexadecimal digits. */
export const noteName = (about: string): string => sha256(about).slice(0, 32);

/** Folders of the cache that hold notes, and nothing else. `verify` reads all of them. */
export const NOTE_FOLDERS = [
  "asked",
  "claims",
  "contents",
  "counts",
  "facts",
  "figures",
  "hashes",
  "kept",
  "summaries",
  "times",
] as const;

/**
 * Notes of one kind in the user's cache. Each carries its digest: users share caches, and no number rests on a note
 * that somebody changed. A cache folder that cannot be read or written costs time, nothing else.
 * @param folder of the cache.
 */
export function notesIn<T extends object>(
  folder: (typeof NOTE_FOLDERS)[number],
  shape: Shape<T>,
): Notes<T> {
  const pathOf = (name: string): string => join(cacheFolder(), folder, `${name}.json`);
  const whole = checked(shape, (value) => (sealOf(value) === "fits" ? null : "it has no digest"));
  return {
    recall: async (name) => {
      const found = await readJsonOr(pathOf(name), whole);
      if (found !== null) Reflect.deleteProperty(found, "digest");
      return found;
    },
    remember: async (name, value) => {
      try {
        const { default: writeFileAtomic } = await import("write-file-atomic");
        await makeFolders(dirname(pathOf(name)));
        await writeFileAtomic(pathOf(name), sealedJson<T>(value));
      } catch {
        return;
      }
    },
  };
}
