import { stat } from "node:fs/promises";
import { badInput } from "../../base/errors.js";
import { isSameStamp } from "../../base/file-stamp.js";
import { noteName, notesIn } from "../../base/notes.js";
import { fields, number, text } from "../../base/shape.js";
import { publishedFile } from "../../methods/datasets/registry.js";
import { cachedPath, howToGet, originText } from "./locate.js";

export interface FileHashes {
  readonly sha256: string;
  /** Git's blob id (SHA-1). */
  readonly blob: string;
}

/** Both hashes of a file, computed once: `plan` asks for them at every start, and a corpus has 100 MB. */
export async function fileHashes(path: string): Promise<FileHashes> {
  const found = await stat(path);
  const note = noteName(path);
  const known = await notes.recall(note);
  if (known?.path === path && isSameStamp(known, found)) {
    return { sha256: known.sha256, blob: known.blob };
  }
  const { digestFile } = await import("../download/digest.js");
  const digest = await digestFile(path);
  const hashes = { sha256: digest.sha256, blob: digest.gitBlobSha1 };
  const { size, mtimeMs, ctimeMs } = found;
  await notes.remember(note, { path, size, mtimeMs, ctimeMs, ...hashes });
  return hashes;
}

/** What is remembered of a file; the hashes hold as long as path, size and times are the same. */
interface Remembered extends FileHashes {
  readonly path: string;
  readonly size: number;
  readonly mtimeMs: number;
  readonly ctimeMs: number;
}

const notes = notesIn<Remembered>(
  "hashes",
  fields({ path: text, size: number, mtimeMs: number, ctimeMs: number, sha256: text, blob: text }),
);

/**
 * SHA-256 of a file that a user's experiment names.
 * @throws AmtlError (2) when there is no such file.
 */
export async function ownFileHash(path: string): Promise<string> {
  const found = await stat(path).catch(() => null);
  if (found?.isFile() === true) return (await fileHashes(path)).sha256;
  throw badInput("Data file not found", {
    where: path,
    expected: "a file of documents in DocRED's JSON",
    got: found === null ? "no such file" : "no file",
    fix: "correct the path, which is relative to the experiment file",
  });
}

/**
 * SHA-256 of a published file, after seeing that it is the published one: a result of an altered corpus would be
 * mistaken for the paper's. A copy that is only written otherwise (other spaces, fields that nobody reads) is taken for it
 * where its content is known.
 *
 * @throws AmtlError (2) when its content differs from what the repository published.
 */
export async function publishedHash(name: string, path: string): Promise<string> {
  const file = publishedFile(name);
  const hashes = await fileHashes(path);
  if (hashes.blob === file.blob) return hashes.sha256;
  const { contentOf, countsText } = await import("./content.js");
  const found = file.counts === null ? null : await contentOf(path, hashes.sha256);
  if (found !== null && found.sha256 === file.content?.documents) return file.content.file;
  const published = file.counts === null ? "" : `${countsText(file.counts)}, `;
  const isAlike =
    found?.documents === file.counts?.documents && found?.triples === file.counts?.triples;
  const holds =
    found === null ? "" : `${countsText(found)}${isAlike ? " with other content" : ""}, `;
  throw badInput(`Data file ${name} does not match the published one`, {
    where: path,
    expected: `${published}git blob ${file.blob}, from ${originText(file)}`,
    got: `${holds}git blob ${hashes.blob}`,
    fix:
      path === cachedPath(name)
        ? `remove it, then ${howToGet(name)}`
        : `to use it as it is, make it a data set of your own: dataset("mine", { train, dev, test }) in an experiment file (docs/guide/own-data.md)`,
  });
}
