import { open } from "node:fs/promises";
import { badInput } from "../../base/errors.js";
import { notAFile, READING } from "../../base/plain-file.js";
import type { Weight } from "../../contract/compute/parameters.js";
import { decodeValues } from "./decode-weights.js";
import { EXPECTED, listTensors, readExactly, type StoredTensor } from "./safetensors-header.js";

/**
 * Opens a safetensors file for reading, and closes it in any case.
 *
 * @throws AmtlError (2) when there is no such file, or it is damaged
 */
export async function withTensors<Result>(
  file: string,
  read: (
    tensors: readonly StoredTensor[],
    load: (tensor: StoredTensor) => Promise<Weight>,
  ) => Promise<Result>,
): Promise<Result> {
  const handle = await open(file, READING).catch((error: unknown) => {
    throw badInput("Cannot open weights file", {
      where: file,
      expected: EXPECTED,
      got: (error as Error).message,
      cause: error,
    });
  });
  try {
    const why = notAFile(await handle.stat());
    if (why !== null)
      throw badInput("Cannot open weights file", { where: file, expected: EXPECTED, got: why });
    const tensors = await listTensors(handle, file);
    return await read(tensors, async ({ name, dtype, shape, start, end }) => {
      const values = decodeValues(dtype, await readExactly(handle, start, end - start));
      if (values === null) {
        throw badInput("Unsupported dtype", {
          where: `${file}, tensor ${name}`,
          expected: "F32, F16 or BF16",
          got: dtype,
        });
      }
      return { shape, values };
    });
  } finally {
    await handle.close();
  }
}
