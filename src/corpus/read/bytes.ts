import { isUtf8 } from "node:buffer";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { badInput } from "../../base/errors.js";
import { readPlainFile } from "../../base/plain-file.js";
import { gunzipped, LARGEST_BYTES, refuseLarge, unzipped } from "./unpack.js";

/** Whether a word stands for standard input where a file is meant. */
export const isStdin = (word: string): boolean => word === "-" || word === "/dev/stdin";

/** What a file is called in messages. */
export const fileText = (path: string): string => (isStdin(path) ? STDIN : path);

const STDIN = "standard input";

/**
 * The text of a data file as UTF-8 without a byte order mark: plain or in UTF-16, packed with gzip, or the one data file
 * of a zip archive; `-` is standard input.
 *
 * @throws AmtlError (2) when it cannot be read, is no text, or has more than 512 MiB.
 */
export async function readBytes(path: string): Promise<Buffer> {
  const bytes = isStdin(path) ? await standardInput() : await content(path);
  const where = fileText(path);
  return asUtf8(await unpacked(bytes, where), where);
}

async function content(path: string): Promise<Buffer> {
  try {
    const found = await stat(path);
    if (found.isFile() && found.size > LARGEST_BYTES) return refuseLarge(path, found.size);
    // What a shell gives for <(command): a pipe with a writer, which is read as standard input is.
    if (found.isFIFO() && /^\/(?:dev\/fd|proc\/(?:self|\d+)\/fd)\/\d+$/.test(path))
      return await allOf(createReadStream(path), path);
    const read = await readPlainFile(path);
    if ("bytes" in read) return read.bytes;
    throw badInput("Cannot read file", {
      where: path,
      expected: "a readable file",
      got: read.why,
      fix: found.isDirectory() ? "name a file in it" : fixOf(found.isFIFO(), path),
    });
  } catch (cause) {
    if (!(cause instanceof Error) || !("code" in cause)) throw cause;
    const code = String(cause.code);
    throw badInput("Cannot read file", {
      where: path,
      expected: "a readable file",
      got: code,
      fix: REMEDIES[code] ?? "look at the file system: the path is there, but cannot be read",
      cause,
    });
  }
}

/** @param isPipe else it is a device. */
const fixOf = (isPipe: boolean, path: string): string =>
  isPipe ? `read it as standard input: - < ${path}` : LOOK;

const LOOK = "look at the path; amtl-run data shows where the published files are";
const REMEDIES: Readonly<Record<string, string | undefined>> = {
  ENOENT: LOOK,
  ENOTDIR: LOOK,
  ELOOP: "remove the symbolic link: it leads in a circle",
  EACCES: "ask whoever owns the file for the right to read it",
};

const standardInput = (): Promise<Buffer> => allOf(process.stdin, STDIN);

/** @throws AmtlError (2) when it is too large; what follows is not waited for. */
async function allOf(stream: AsyncIterable<unknown>, name: string): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of stream) {
    const piece = Buffer.from(part as Uint8Array);
    size += piece.length;
    if (size > LARGEST_BYTES) return refuseLarge(name, null);
    parts.push(piece);
  }
  return Buffer.concat(parts);
}

const begins = (bytes: Buffer, head: string): boolean =>
  bytes.subarray(0, head.length).equals(Buffer.from(head, "latin1"));

/** Forms that are told, not read: their first bytes, what they are, and what mends it. */
const REFUSED: readonly (readonly [head: string, what: string, fix: string])[] = [
  ["BZh", "bzip2", "bunzip2 it"],
  ["\xfd7zXZ\0", "xz", "unxz it"],
  ["\x28\xb5\x2f\xfd", "zstd", "unzstd it"],
  ["7z\xbc\xaf", "7-Zip", "unpack it"],
  ["Rar!", "RAR", "unpack it"],
  ["PAR1", "Parquet", "in Python, datasets.Dataset.to_json(FILE) writes it as JSON lines"],
  ["ARROW1", "Arrow", "in Python, datasets.Dataset.to_json(FILE) writes it as JSON lines"],
  ["\x93NUMPY", "NumPy", "write it as JSON"],
  ["\x89HDF", "HDF5", "write it as JSON"],
  ["%PDF", "PDF", "give the data itself"],
  ["\xff\xfe\0\0", "UTF-32", "iconv -f utf-32 -t utf-8 FILE > NEW"],
  ["\0\0\xfe\xff", "UTF-32", "iconv -f utf-32 -t utf-8 FILE > NEW"],
  ["[\0\0\0", "UTF-32", "iconv -f utf-32le -t utf-8 FILE > NEW"],
  ["{\0\0\0", "UTF-32", "iconv -f utf-32le -t utf-8 FILE > NEW"],
  ["\0\0\0[", "UTF-32", "iconv -f utf-32be -t utf-8 FILE > NEW"],
  ["\0\0\0{", "UTF-32", "iconv -f utf-32be -t utf-8 FILE > NEW"],
];

/** A Python pickle of protocol 2 to 5. */
const isPickle = (bytes: Buffer): boolean =>
  bytes[0] === 0x80 && bytes[1] >= 2 && bytes[1] <= 5 && bytes.at(-1) === 0x2e;

/** A file may be packed in an archive that is packed again. */
const MOST_LAYERS = 3;

const isGzip = (bytes: Buffer): boolean => begins(bytes, "\x1f\x8b");
const isZip = (bytes: Buffer): boolean =>
  begins(bytes, "PK\x03\x04") || begins(bytes, "PK\x05\x06");

async function unpacked(packed: Buffer, where: string): Promise<Buffer> {
  let bytes = packed;
  for (let layer = 0; isGzip(bytes) || isZip(bytes); layer++) {
    if (layer === MOST_LAYERS) {
      throw badInput("Data file is packed too often", {
        where,
        expected: `a file packed at most ${MOST_LAYERS} times`,
        got: "an archive in them",
        fix: "unpack it",
      });
    }
    bytes = await (isGzip(bytes) ? gunzipped(bytes, where) : unzipped(bytes, where));
  }
  const other = REFUSED.find(([head]) => begins(bytes, head));
  const isTar = bytes.subarray(257, 262).equals(Buffer.from("ustar"));
  const [, what, fix] = isPickle(bytes)
    ? ["", "Python pickle", "write it with json.dump"]
    : isTar
      ? ["", "tar", "unpack it"]
      : (other ?? ["", "", ""]);
  if (what === "") return bytes;
  throw badInput(`Data file is in another form: ${what}`, {
    where,
    expected: "JSON as text, plain or packed with gzip or zip",
    got: what,
    fix,
  });
}

/** JSON begins with two characters of one byte: where nulls stand beside them, it is UTF-16 without a mark. */
const isUtf16 = (bytes: Buffer, first: 0 | 1): boolean =>
  bytes.length >= 4 && [0, 2].every((at) => bytes[at + first] !== 0 && bytes[at + 1 - first] === 0);

function asUtf8(bytes: Buffer, where: string): Buffer {
  if (isUtf16(bytes, 0)) return Buffer.from(new TextDecoder("utf-16le").decode(bytes));
  if (isUtf16(bytes, 1)) return Buffer.from(new TextDecoder("utf-16be").decode(bytes));
  if (begins(bytes, "\xff\xfe")) return Buffer.from(new TextDecoder("utf-16le").decode(bytes));
  if (begins(bytes, "\xfe\xff")) return Buffer.from(new TextDecoder("utf-16be").decode(bytes));
  if (isUtf8(bytes)) return begins(bytes, "\xef\xbb\xbf") ? bytes.subarray(3) : bytes;
  throw badInput("File is not text", {
    where: `${where}, line ${lineThatIsNot(bytes)}`,
    expected: "UTF-8",
    got: "bytes that are not",
    fix: "where it is text of an older encoding: iconv -f latin1 -t utf-8 FILE > NEW",
  });
}

function lineThatIsNot(bytes: Buffer): number {
  let [line, from] = [1, 0];
  for (;;) {
    const end = bytes.indexOf(0x0a, from);
    if (end < 0 || !isUtf8(bytes.subarray(from, end))) return line;
    [line, from] = [line + 1, end + 1];
  }
}
