import { join } from "node:path";
import type { Distribution } from "./distributions.js";
import type { Report } from "./events.js";
import { readMarker, type Marker } from "./marker.js";
import { hashFile } from "./unpack.js";

/** What reading every byte of an installation shows. */
export type Verification =
  | { readonly kind: "verified" }
  | { readonly kind: "absent" }
  | { readonly kind: "damaged"; readonly reason: string };

/**
 * Compares the SHA-256 of every installed file with its marker, and of every library with the pinned one.
 * Reads the whole installation: one to two seconds for the CPU's.
 */
export async function verifyInstallation(
  folder: string,
  distribution: Distribution,
  report: Report,
): Promise<Verification> {
  const marker = await readMarker(folder);
  if (marker === null) return { kind: "absent" };
  const missing = notMarked(marker, distribution);
  if (missing !== undefined) return { kind: "damaged", reason: `${missing} was not installed` };
  const total = marker.files.reduce((sum, file) => sum + file.bytes, 0);
  let bytes = 0;
  for (const file of marker.files) {
    const found = await hashFile(join(folder, file.path), (read) => {
      bytes += read;
      report({ type: "progress", step: "checking", bytes: Math.min(bytes, total), total });
    }).catch(() => null);
    if (found === null) return { kind: "damaged", reason: `${file.path} cannot be read` };
    if (found !== file.sha256) return { kind: "damaged", reason: `${file.path} was altered` };
  }
  return { kind: "verified" };
}

/** The first file that the distribution has and the marker does not, or has with another SHA-256. */
function notMarked(marker: Marker, { wheels }: Distribution): string | undefined {
  const marked = new Map(marker.files.map((file) => [file.path, file.sha256]));
  const library = wheels
    .flatMap((wheel) => wheel.libraries)
    .find((file) => marked.get(file.path) !== file.sha256);
  return library?.path ?? wheels.flatMap((w) => w.headers).find((path) => !marked.has(path));
}
