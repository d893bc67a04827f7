import { createHash, randomBytes } from "node:crypto";
import { open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import type { ToJson } from "../base/json.js";
import { inItsPlace, notAFile, READING } from "../base/plain-file.js";
import { parseJson } from "../base/read-json.js";
import { count, fields, json, listOf, oneOf, text, type Shape } from "../base/shape.js";
import { badInput, type AmtlError } from "../base/errors.js";
import { diskError, makeFolder, syncFolder } from "./files.js";

/**
 * One file of named number arrays with a JSON part: checkpoints, weights, scores.
 * "AMTLBIN1", SHA-256 (32 bytes) of all that follows, header length (8 bytes, little-endian), header (JSON, UTF-8),
 * then the arrays, each filled up to a multiple of 64 bytes.
 */
const MAGIC = Buffer.from("AMTLBIN1", "latin1");
const DIGEST = 32;
const ALIGNMENT = 64;

const TYPES = {
  float32: Float32Array,
  int32: Int32Array,
  uint32: Uint32Array,
  uint16: Uint16Array,
} as const;
type TypeName = keyof typeof TYPES;
export type NumberArray = Float32Array | Int32Array | Uint32Array | Uint16Array;

export interface Container<M> {
  readonly meta: M;
  readonly arrays: ReadonlyMap<string, NumberArray>;
}

interface Entry {
  readonly name: string;
  readonly type: TypeName;
  readonly length: number;
}

const typeOf = (array: NumberArray): TypeName =>
  (Object.keys(TYPES) as TypeName[]).find((name) => array instanceof TYPES[name])!;

const aligned = (offset: number): number => Math.ceil(offset / ALIGNMENT) * ALIGNMENT;

/**
 * Writes the file as a whole or not at all: temporary file, flush, rename.
 * @throws AmtlError (4) when the disk is full or the folder cannot be written.
 */
export async function writeContainer<M>(
  path: string,
  { meta, arrays }: Container<M & ToJson<M>>,
): Promise<void> {
  const entries: Entry[] = [...arrays].map(([name, array]) => {
    return { name, type: typeOf(array), length: array.length };
  });
  const header = Buffer.from(JSON.stringify({ meta, arrays: entries }));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  const chunks: Uint8Array[] = [length, header];
  for (const array of arrays.values()) {
    const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
    chunks.push(bytes, Buffer.alloc(aligned(bytes.length) - bytes.length));
  }
  const hash = createHash("sha256");
  for (const chunk of chunks) hash.update(chunk);
  const temporary = `${path}.${randomBytes(6).toString("hex")}.tmp`;
  try {
    await makeFolder(dirname(path));
    const handle = await open(temporary, "wx");
    try {
      for (const chunk of [MAGIC, hash.digest(), ...chunks]) await handle.writeFile(chunk);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, path);
    await syncFolder(dirname(path));
  } catch (error) {
    await rm(temporary, { force: true });
    throw diskError(error, dirname(path));
  }
}

/** The arrays that hold float32. */
export const floatArrays = (arrays: Container<unknown>["arrays"]): Map<string, Float32Array> => {
  const floats = new Map<string, Float32Array>();
  for (const [name, values] of arrays) if (values instanceof Float32Array) floats.set(name, values);
  return floats;
};

/** Reads on from the current position, into memory of its own, and hashes what it reads. */
type ReadNext = (bytes: number) => Promise<Uint8Array<ArrayBuffer>>;

/**
 * Reads the file and checks its hash, and its JSON part by its shape. Array by array: a large model's checkpoint is larger than a buffer may be.
 * @throws AmtlError (2) when it is torn, changed or of another kind; a system error when it cannot be read.
 */
export async function readContainer<M>(path: string, meta: Shape<M>): Promise<Container<M>> {
  const handle = await open(path, READING).catch((error: unknown) => {
    const place = inItsPlace(error);
    throw place === null ? error : torn(path, place);
  });
  try {
    const found = await handle.stat();
    const place = notAFile(found);
    if (place !== null) throw torn(path, place);
    const { size } = found;
    const hash = createHash("sha256");
    let left = size;
    const read: ReadNext = async (length) => {
      if (!(length <= left)) throw torn(path, `${size} bytes, which is too short`);
      left -= length;
      const bytes = new Uint8Array(length);
      for (let done = 0; done < length;) {
        const { bytesRead } = await handle.read(bytes, done, length - done);
        if (bytesRead === 0) throw torn(path, "an end where more was expected");
        done += bytesRead;
      }
      return bytes;
    };
    const magic = await read(MAGIC.length);
    if (!MAGIC.equals(magic)) throw torn(path, "a file that does not begin with AMTLBIN1");
    const stored = Buffer.from(await read(DIGEST));
    const container = await readBody(path, meta, async (length) => {
      const bytes = await read(length);
      hash.update(bytes);
      return bytes;
    });
    if (left > 0 || !hash.digest().equals(stored)) throw torn(path, "other content");
    return container;
  } finally {
    await handle.close();
  }
}

/** The header: read before its hash is known to be right. */
const entry = fields({
  name: text,
  type: oneOf("float32", "int32", "uint32", "uint16"),
  length: count,
});

async function readBody<M>(path: string, shape: Shape<M>, read: ReadNext): Promise<Container<M>> {
  const length = Number(Buffer.from(await read(8)).readBigUInt64LE());
  const header = Buffer.from(await read(length)).toString("utf8");
  const parsed = parseJson(header, fields({ meta: json, arrays: listOf(entry) }));
  if (parsed.state === "damaged") throw torn(path, "a header of another form");
  const { meta, arrays: entries } = parsed.value;
  const arrays = new Map<string, NumberArray>();
  for (const { name, type, length: numbers } of entries) {
    const Type = TYPES[type];
    const bytes = numbers * Type.BYTES_PER_ELEMENT;
    arrays.set(name, new Type((await read(bytes)).buffer));
    await read(aligned(bytes) - bytes);
  }
  if (!shape.fits(meta)) throw torn(path, shape.flaw(meta, "") ?? "a header of another form");
  return { meta, arrays };
}

const torn = (path: string, got: string): AmtlError =>
  badInput("Damaged file", {
    where: path,
    expected: "content of the SHA-256 that it carries",
    got,
  });
