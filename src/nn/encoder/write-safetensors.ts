import type { FileHandle } from "node:fs/promises";
import type { Weights } from "../../contract/compute/parameters.js";

/** Readers that map a file want its data at multiples of this many bytes. */
const ALIGNMENT = 8;

/**
 * Writes tensors as a safetensors file, F32, in order of their names: equal weights give equal bytes.
 *
 * @param handle of an empty file, opened for writing; the caller flushes and closes it.
 * @throws what the system says when the disk is full.
 */
export async function writeSafetensors(handle: FileHandle, weights: Weights): Promise<void> {
  const sorted = [...weights].sort(([a], [b]) => (a < b ? -1 : 1));
  let end = 0;
  const entries = sorted.map(([name, { shape, values }]) => {
    const start = end;
    end += values.byteLength;
    return [name, { dtype: "F32", shape, data_offsets: [start, end] }] as const;
  });
  const json = JSON.stringify({ __metadata__: { format: "pt" }, ...Object.fromEntries(entries) });
  const bytes = Buffer.byteLength(json);
  const padded = Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
  const prefix = Buffer.alloc(8);
  prefix.writeBigUInt64LE(BigInt(padded));
  await handle.writeFile(
    Buffer.concat([prefix, Buffer.from(json), Buffer.alloc(padded - bytes, " ")]),
  );
  for (const [, { values }] of sorted) {
    await handle.writeFile(Buffer.from(values.buffer, values.byteOffset, values.byteLength));
  }
}
