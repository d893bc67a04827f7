import { stat } from "node:fs/promises";
import { join } from "node:path";
import { readJsonOr } from "../../base/read-json.js";
import { count, fields, listOf, number, oneOf, text, type Shape } from "../../base/shape.js";

/** A file of an installation, as it was when its SHA-256 was last checked. */
export interface MarkedFile {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  /** Modification time in whole seconds. */
  readonly mtime: number;
}

/** What an unpacked distribution says of itself: written last, so that its presence means completeness. */
export interface Marker {
  readonly schema: 1;
  readonly id: "cpu" | "cuda";
  readonly version: string;
  readonly wheels: readonly { readonly file: string; readonly sha256: string }[];
  readonly files: readonly MarkedFile[];
}

const markerShape: Shape<Marker> = fields({
  schema: oneOf(1),
  id: oneOf("cpu", "cuda"),
  version: text,
  wheels: listOf(fields({ file: text, sha256: text })),
  files: listOf(fields({ path: text, bytes: count, sha256: text, mtime: number })),
});

export const markerPath = (folder: string): string => join(folder, "installed.json");

/** The marker of an unpacked distribution, or null when there is none or it is damaged. */
export const readMarker = async (folder: string): Promise<Marker | null> =>
  await readJsonOr(markerPath(folder), markerShape);

/** Modification time in whole seconds: what file systems and copies agree on. */
export const mtimeSeconds = (mtimeMs: number): number => Math.floor(mtimeMs / 1000);

/**
 * The first file that is not as it was when its SHA-256 was last checked, by size and time alone
 * (under a millisecond for all of them), or null when every file is.
 */
export async function firstChanged(folder: string, marker: Marker): Promise<string | null> {
  for (const file of marker.files) {
    const found = await stat(join(folder, file.path)).catch(() => null);
    if (found === null) return `${file.path} is gone`;
    if (found.size !== file.bytes) {
      return `${file.path} has ${found.size} bytes where ${file.bytes} were installed`;
    }
    if (mtimeSeconds(found.mtimeMs) !== file.mtime) {
      return `${file.path} was written to after it was installed`;
    }
  }
  return null;
}

/** Whether an installation is there and every file as it was, by size and time alone. */
export async function isUnchanged(folder: string): Promise<boolean> {
  const marker = await readMarker(folder);
  return marker !== null && (await firstChanged(folder, marker)) === null;
}
