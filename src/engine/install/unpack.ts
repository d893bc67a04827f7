import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { PassThrough, Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { openPromise, type Entry, type ZipFile } from "yauzl";
import { lacking } from "../../base/errors.js";
import { mtimeSeconds, type MarkedFile } from "./marker.js";
import type { PinnedWheel } from "./pinned.js";

/**
 * Takes the libraries and headers, and nothing else, out of a wheel, and compares each library's SHA-256
 * with the pinned one while it is written. Every file is flushed to the disk.
 *
 * @param onBytes called with the number of bytes written since the last call
 * @throws AmtlError (4) when the wheel is no ZIP archive, lacks a file, or holds another than pinned
 */
export async function unpackWheel(
  path: string,
  wheel: PinnedWheel,
  folder: string,
  onBytes: (bytes: number) => void,
  signal?: AbortSignal,
): Promise<MarkedFile[]> {
  const wanted = new Set([...wheel.libraries.map((file) => file.path), ...wheel.headers]);
  const files: MarkedFile[] = [];
  const zip = await openPromise(path, { autoClose: false }).catch((error: unknown) => {
    throw lacking(`${wheel.requirement} is not a valid wheel`, { where: path, cause: error });
  });
  try {
    for await (const entry of zip.eachEntry()) {
      if (wanted.delete(entry.fileName)) {
        files.push(await unpackEntry(zip, entry, folder, onBytes, signal));
      }
    }
  } finally {
    zip.close();
  }
  if (wanted.size > 0) {
    throw lacking(`${wheel.requirement} lacks files`, { expected: [...wanted].join(", ") });
  }
  for (const { path: name, sha256 } of wheel.libraries) {
    const got = files.find((file) => file.path === name)?.sha256;
    if (got !== sha256) {
      throw lacking(`${name} of ${wheel.requirement} does not match the published file`, {
        expected: `SHA-256 ${sha256}`,
        got: `SHA-256 ${got ?? "none"}`,
      });
    }
  }
  return files;
}

async function unpackEntry(
  zip: ZipFile,
  entry: Entry,
  folder: string,
  onBytes: (bytes: number) => void,
  signal?: AbortSignal,
): Promise<MarkedFile> {
  const target = join(folder, entry.fileName);
  await mkdir(dirname(target), { recursive: true });
  const hash = createHash("sha256");
  const tap = new PassThrough();
  tap.on("data", (chunk: Buffer) => {
    hash.update(chunk);
    onBytes(chunk.length);
  });
  const source = await zip.openReadStreamPromise(entry);
  await pipeline(source, tap, createWriteStream(target, { flush: true }), { signal });
  const { size, mtimeMs } = await stat(target);
  return {
    path: entry.fileName,
    bytes: size,
    sha256: hash.digest("hex"),
    mtime: mtimeSeconds(mtimeMs),
  };
}

/** SHA-256 of a file, read piece by piece. */
export async function hashFile(path: string, onBytes: (bytes: number) => void): Promise<string> {
  const hash = createHash("sha256");
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      onBytes(chunk.length);
      done();
    },
  });
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), sink);
  return hash.digest("hex");
}
