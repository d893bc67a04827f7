import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { HubRevision } from "./origin.js";
import { hubCache } from "./hub-environment.js";

/** A snapshot may lack files: programs download those that they ask for. */
const NEEDED: readonly (readonly string[])[] = [
  ["config.json"],
  ["tokenizer.json", "vocab.txt"],
  ["model.safetensors"],
];

/**
 * The folder in which the hub's shared cache holds a revision of a repository, with all that an encoder needs; null
 * where it has none. A branch is what it was when it was downloaded last.
 */
export function cachedSnapshot({ repository, revision }: HubRevision): string | null {
  // Repositories that were given an owner are often still called, and stored, without one.
  for (const name of [repository, repository.slice(repository.indexOf("/") + 1)]) {
    const folder = join(hubCache(), `models--${name.replaceAll("/", "--")}`);
    const snapshot = join(folder, "snapshots", commitOf(folder, revision));
    const isWhole = NEEDED.every((names) => names.some((file) => existsSync(join(snapshot, file))));
    if (isWhole) return snapshot;
  }
  return null;
}

function commitOf(folder: string, revision: string): string {
  try {
    return readFileSync(join(folder, "refs", revision), "utf8").trim();
  } catch {
    return revision;
  }
}
