import { stat } from "node:fs/promises";
import { join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { markerPath, mtimeSeconds, readMarker, type Marker } from "./marker.js";

/** Writes the marker of an unpacked distribution, whole or not at all. */
export async function writeMarker(folder: string, marker: Marker): Promise<void> {
  await writeFileAtomic(markerPath(folder), `${JSON.stringify(marker, null, 2)}\n`);
}

/** Notes the files' present times after a verification, so that the quick check trusts them again. */
export async function remark(folder: string): Promise<void> {
  const marker = await readMarker(folder);
  if (marker === null) return;
  const files = await Promise.all(
    marker.files.map(async (file) => ({
      ...file,
      mtime: mtimeSeconds((await stat(join(folder, file.path))).mtimeMs),
    })),
  );
  await writeMarker(folder, { ...marker, files });
}
