import { promisify } from "node:util";
import { crc32, gunzip } from "node:zlib";
import type { Entry } from "yauzl";
import { badInput } from "../../base/errors.js";
import { LARGEST_TEXT } from "../../base/plain-file.js";
import { sizeText } from "../../base/text/size.js";

/** The largest text that Node holds as one string; what is packed counts unpacked. */
export const LARGEST_BYTES = LARGEST_TEXT;

/** @throws AmtlError (2) */
export const refuseLarge = (path: string, bytes: number | null): never => {
  throw badInput("Data file is too large for one text", {
    where: path,
    expected: "at most 512 MiB, unpacked",
    got: bytes === null ? "more than that" : `${sizeText(bytes)} (${bytes} bytes)`,
    fix: "cut it into parts; for training facts a list of name triples [head, tail, relation] does, which is smaller",
  });
};

const unzipGz = promisify(
  (bytes: Uint8Array, done: (error: Error | null, result: Buffer) => void) => {
    gunzip(bytes, { maxOutputLength: LARGEST_BYTES }, done);
  },
);

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error ? String(error.code) : "";

/** Content of a gzip file. @throws AmtlError (2) when it is torn or too large. */
export async function gunzipped(bytes: Buffer, path: string): Promise<Buffer> {
  try {
    return await unzipGz(bytes);
  } catch (cause) {
    if (codeOf(cause) === "ERR_BUFFER_TOO_LARGE") return refuseLarge(path, null);
    throw badInput("Damaged gzip file", {
      where: path,
      expected: "a whole gzip file",
      got: cause instanceof Error ? cause.message : String(cause),
      fix: `bring the file again: gzip -t ${path} tells a whole one`,
      cause,
    });
  }
}

/** What systems add to archives beside what was meant. */
const isAside = (name: string): boolean =>
  name.endsWith("/") || name.startsWith("__MACOSX/") || /(?:^|\/)\.[^/]*$/.test(name);

/** The name that the leaderboard asks for. */
const RESULT = "result.json";

/**
 * The one data file of a zip archive: its only file, else its only `result.json` (the leaderboard's), else its only file
 * of JSON.
 *
 * @throws AmtlError (2) when there is no such file or more than one, and when the archive is torn.
 */
export async function unzipped(bytes: Buffer, path: string): Promise<Buffer> {
  const { fromBufferPromise } = await import("yauzl");
  try {
    const zip = await fromBufferPromise(bytes);
    const entries: Entry[] = [];
    for await (const entry of zip.eachEntry()) if (!isAside(entry.fileName)) entries.push(entry);
    const named = (fits: (name: string) => boolean) =>
      entries.filter(({ fileName }) => fits(fileName));
    const chosen = [
      entries,
      named((name) => name.split("/").at(-1) === RESULT),
      named((name) => /\.(?:json|jsonl|ndjson)$/i.test(name)),
    ].find(({ length }) => length === 1);
    if (chosen === undefined) {
      const names = entries.map(({ fileName }) => fileName);
      throw badInput("Zip archive without one data file", {
        where: path,
        expected: `one file, or one named ${RESULT}`,
        got: names.length === 0 ? "no file" : names.slice(0, 8).join(", "),
        fix: `unzip ${path}, and give the file that is meant`,
      });
    }
    const [entry] = chosen;
    if (entry.uncompressedSize > LARGEST_BYTES) return refuseLarge(path, entry.uncompressedSize);
    const parts: Buffer[] = [];
    for await (const part of await zip.openReadStreamPromise(entry)) parts.push(part as Buffer);
    const content = Buffer.concat(parts);
    if (crc32(content) !== entry.crc32) throw new Error(`${entry.fileName} has another checksum`);
    return content;
  } catch (cause) {
    if (cause instanceof Error && cause.name === "AmtlError") throw cause;
    if (cause instanceof Error && /unsupported|encrypted/i.test(cause.message)) {
      throw badInput("Zip archive cannot be read", {
        where: path,
        expected: "entries that are stored or deflated, without a password",
        got: cause.message,
        fix: `unzip ${path}, and give the file`,
        cause,
      });
    }
    throw badInput("Damaged zip archive", {
      where: path,
      expected: "a whole zip archive",
      got: cause instanceof Error ? cause.message : String(cause),
      fix: `bring the file again: unzip -t ${path} tells a whole one`,
      cause,
    });
  }
}
