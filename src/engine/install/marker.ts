import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import * as z from "zod";

const MARKER = "installed.json";

const markerSchema = z.object({
  schema: z.literal(1),
  id: z.enum(["cpu", "cuda"]),
  version: z.string(),
  wheels: z.array(z.object({ file: z.string(), sha256: z.string() })),
  files: z.array(
    z.object({ path: z.string(), bytes: z.int(), sha256: z.string(), mtime: z.number() }),
  ),
});

/** What an unpacked distribution says of itself: written last, so that its presence means completeness. */
export type Marker = z.infer<typeof markerSchema>;
export type MarkedFile = Marker["files"][number];

/** The marker of an unpacked distribution, or null when there is none or it is torn. */
export async function readMarker(folder: string): Promise<Marker | null> {
  try {
    const parsed = markerSchema.safeParse(
      JSON.parse(await readFile(join(folder, MARKER), "utf8")) as unknown,
    );
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

export async function writeMarker(folder: string, marker: Marker): Promise<void> {
  await writeFileAtomic(join(folder, MARKER), `${JSON.stringify(marker, null, 2)}\n`);
}

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
