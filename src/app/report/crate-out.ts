import { dirname, resolve } from "node:path";
import { badInput, type AmtlError } from "../../base/errors.js";
import type { CrateContent } from "../../report/crate/content.js";
import { crateMetadata, METADATA_FILE } from "../../report/crate/metadata.js";
import { makeFolder } from "../../store/files.js";
import { checkPlace, fillFolder } from "../../store/new-folder.js";
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
  const text = `${JSON.stringify(crateMetadata(content), null, 2)}\n`;
  const metadata = { path: METADATA_FILE, bytes: Buffer.from(text) };
  if (out.endsWith(".zip")) {
    await makeFolder(dirname(out));
    await writeOutput(out, await zipped([metadata, ...content.files]));
    return;
  }
  const folder = resolve(out);
  const isThere = await checkPlace(folder, (names) => takenBy(names, out));
  // What has metadata is whole.
  const files = [...content.files, metadata];
  await fillFolder(
    folder,
    isThere,
    files.map(({ path, bytes }) => [path, bytes] as const),
  );
}

/** An earlier crate's files would stay among the new ones. */
const takenBy = (names: readonly string[] | null, out: string): AmtlError =>
  names === null
    ? badInput("Cannot write crate", {
        where: out,
        expected: "a new folder, or a name that ends with .zip",
        got: "a file",
      })
    : badInput("The folder is not empty", {
        where: out,
        expected: "a new or empty folder, or a name that ends with .zip",
        got: `${names[0]}${names.length > 1 ? " and others" : ""}`,
        fix: "choose another name for --out",
      });

async function zipped(files: readonly NamedBytes[]): Promise<Buffer> {
  const { default: Zip } = await import("adm-zip");
  const zip = new Zip();
  for (const { path, bytes } of files) zip.addFile(path, bytes);
  return zip.toBuffer();
}
