import type { FileHandle } from "node:fs/promises";
import { z } from "zod";
import { expectedText, valueAt } from "../../base/text/issue.js";
import { AmtlError, badInput } from "../../base/errors.js";

const DTYPE_BYTES = {
  F64: 8, F32: 4, F16: 2, BF16: 2, I64: 8, I32: 4, I16: 2, I8: 1, U64: 8, U32: 4, U16: 2, U8: 1, BOOL: 1,
  F8_E4M3: 1, F8_E5M2: 1,
} as const; // prettier-ignore
type Dtype = keyof typeof DTYPE_BYTES;

/** The format's own bound on the header (safetensors, MAX_HEADER_SIZE). */
const MAX_HEADER = 100_000_000;

const index = z.int().min(0);
const entrySchema = z.strictObject({
  dtype: z.string(),
  shape: z.array(index),
  data_offsets: z.tuple([index, index]),
});
const headerSchema = z
  .object({ __metadata__: z.record(z.string(), z.string()).optional() })
  .loose();

/** A tensor of a file: what its header says, checked against the file's size. */
export interface StoredTensor {
  readonly name: string;
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  /** Bytes of the file. */
  readonly start: number;
  readonly end: number;
}

export const EXPECTED = "a whole safetensors file";

function refuse(file: string, defect: string, cause?: unknown): AmtlError {
  return badInput("Invalid safetensors file", {
    where: file,
    expected: EXPECTED,
    got: defect,
    fix: "download the file again; a text file of a few lines may be a git-lfs pointer or an error page",
    ...(cause === undefined ? {} : { cause }),
  });
}

/** Bytes of the file in a buffer of their own. Throws when the file ends before. */
export async function readExactly(
  handle: FileHandle,
  start: number,
  length: number,
): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  let done = 0;
  while (done < length) {
    const { bytesRead } = await handle.read(bytes, done, length - done, start + done);
    if (bytesRead === 0) throw new Error(`the file ended at byte ${start + done}`);
    done += bytesRead;
  }
  return bytes;
}

async function readHeader(
  handle: FileHandle,
  file: string,
  size: number,
): Promise<[string, number]> {
  if (size < 8) throw refuse(file, `${size} bytes, fewer than the 8 of the header's length`);
  const prefix = Buffer.from(await readExactly(handle, 0, 8));
  const length = prefix.readBigUInt64LE(0);
  // Compared as a big integer and before anything is allocated: the number comes from the file.
  if (length > BigInt(size - 8) || length > BigInt(MAX_HEADER)) {
    throw refuse(file, `a header of ${length} bytes in a file of ${size}`);
  }
  const bytes = await readExactly(handle, 8, Number(length));
  try {
    return [new TextDecoder("utf-8", { fatal: true }).decode(bytes), 8 + Number(length)];
  } catch (error) {
    throw refuse(file, "a header that is not UTF-8", error);
  }
}

function parseHeader(text: string, file: string): [string, unknown][] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw refuse(file, `a header that is not JSON (${(error as Error).message})`, error);
  }
  const header = headerSchema.safeParse(json);
  if (!header.success) throw refuse(file, `a header that is not an object of tensors`);
  return Object.entries(header.data).filter(([name]) => name !== "__metadata__");
}

function parseEntry(name: string, entry: unknown, base: number, file: string): StoredTensor {
  const parsed = entrySchema.safeParse(entry);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw refuse(
      file,
      `tensor ${name}, ${issue.path.join(".")}: ${valueAt(entry, issue.path)}, not ${expectedText(issue)}`,
    );
  }
  const { dtype, shape, data_offsets: offsets } = parsed.data;
  if (!Object.hasOwn(DTYPE_BYTES, dtype))
    throw refuse(file, `tensor ${name} of unknown type ${dtype}`);
  const known = dtype as Dtype;
  const bytes = shape.reduce((product, n) => product * n, DTYPE_BYTES[known]);
  const [from, to] = offsets;
  if (to - from !== bytes) {
    const said = `offsets ${from} to ${to}`;
    throw refuse(
      file,
      `tensor ${name} of shape [${shape.join(", ")}] and type ${dtype} with ${said}`,
    );
  }
  return { name, dtype: known, shape, start: base + from, end: base + to };
}

/**
 * What a safetensors file holds, without reading its data: header length, JSON and offsets are checked against the
 * file's size first, and the tensors must tile the data exactly, as the format demands.
 *
 * @throws AmtlError (2) naming the file and the defect
 */
export async function listTensors(handle: FileHandle, file: string): Promise<StoredTensor[]> {
  const { size } = await handle.stat();
  const [text, base] = await readHeader(handle, file, size);
  const tensors = parseHeader(text, file).map(([name, entry]) =>
    parseEntry(name, entry, base, file),
  );
  let end = base;
  for (const tensor of [...tensors].sort((a, b) => a.start - b.start || a.end - b.end)) {
    if (tensor.start !== end) {
      throw refuse(
        file,
        `tensor ${tensor.name} begins at byte ${tensor.start}, the one before ends at ${end}`,
      );
    }
    end = tensor.end;
  }
  if (end !== size) throw refuse(file, `tensors that end at byte ${end} in a file of ${size}`);
  return tensors;
}
