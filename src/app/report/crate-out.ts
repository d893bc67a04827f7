import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { badInput } from "../../base/errors.js";
import type { CrateContent } from "../../report/crate/content.js";
import { crateMetadata, METADATA_FILE } from "../../report/crate/metadata.js";
import { diskError } from "../../store/disk-errors.js";
import { writeOutput } from "../output-file.js";

interface NamedBytes {
  readonly path: string;
  readonly bytes: Buffer;
}

/**
 * Writes a crate as a folder, or as one file where the name ends with ".zip"; as a whole or not at all.
 * @throws AmtlError (2) for a folder with files in it, (4) when the disk is full or the place cannot be written.
 */
export async function writeCrate(out: string, content: CrateContent): Promise<void> {
  const metadata = `${JSON.stringify(crateMetadata(content), null, 2)}\n`;
  const files = [{ path: METADATA_FILE, bytes: Buffer.from(metadata) }, ...content.files];
  try {
    await mkdir(dirname(out), { recursive: true });
  } catch (error) {
    throw diskError(error, dirname(out));
  }
  if (out.endsWith(".zip")) await writeOutput(out, await zipped(files));
  else await writeFolder(out, files);
}

/** @throws AmtlError (2) where something is there: an earlier crate's files would stay among the new ones. */
async function refuseFilled(out: string): Promise<void> {
  const found = await readdir(out).catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw badInput("Cannot write crate", {
      where: out,
      expected: "a new folder, or a name that ends with .zip",
      got: error instanceof Error ? error.message : String(error),
    });
  });
  if (found.length === 0) return;
  throw badInput("The folder is not empty", {
    where: out,
    expected: "a new or empty folder, or a name that ends with .zip",
    got: `${found[0]}${found.length > 1 ? " and others" : ""}`,
    fix: "choose another name for --out",
  });
}

async function writeFolder(out: string, files: readonly NamedBytes[]): Promise<void> {
  await refuseFilled(out);
  let staging: string | null = null;
  try {
    staging = await mkdtemp(join(dirname(out), `.${basename(out)}-`));
    for (const { path, bytes } of files) {
      const file = join(staging, path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, bytes);
    }
    await rename(staging, out);
  } catch (error) {
    if (staging !== null) await rm(staging, { recursive: true, force: true });
    throw diskError(error, dirname(out));
  }
}

async function zipped(files: readonly NamedBytes[]): Promise<Buffer> {
  const { default: Zip } = await import("adm-zip");
  const zip = new Zip();
  for (const { path, bytes } of files) zip.addFile(path, bytes);
  return zip.toBuffer();
}
