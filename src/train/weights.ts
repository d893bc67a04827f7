import { copyFile, open, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import * as tf from "@tensorflow/tfjs-core";
import { AmtlError, failed } from "../base/errors.js";
import { fields, text } from "../base/shape.js";
import { assignParameters, readParameters } from "../nn/parameters.js";
import type { Parameters } from "../contract/compute/parameters.js";
import { diskError, errorCode, syncFolder } from "../store/files.js";
import { FILES } from "../store/paths.js";
import type { ParameterValues } from "./checkpoint.js";
import { floatArrays, readContainer, writeContainer } from "../store/container.js";

/** Values of all parameters, copied. */
export const valuesOf = (parameters: Parameters): Map<string, Float32Array> =>
  new Map([...readParameters(parameters)].map(([name, { values }]) => [name, values]));

/** Puts values back, bit for bit. Throws an Error when one is missing. */
export function assignValues(parameters: Parameters, values: ParameterValues): void {
  const weights = [...parameters].map(([name, { shape }]) => {
    const found = values.get(name);
    if (found === undefined) throw new Error(`Expected stored values of ${name}, got none`);
    return [name, { shape, values: found }] as const;
  });
  assignParameters(tf, parameters, new Map(weights));
}

export const writeWeights = (
  path: string,
  trainId: string,
  parameters: Parameters,
): Promise<void> =>
  writeContainer(path, { meta: { schema: 1, trainId }, arrays: valuesOf(parameters) });

/** The weights of that run, or null when there are none that can be used. */
export async function readWeights(path: string, trainId: string): Promise<ParameterValues | null> {
  try {
    const { meta, arrays } = await readContainer(path, fields({ trainId: text }));
    if (meta.trainId !== trainId) return null;
    return floatArrays(arrays);
  } catch (error) {
    if (error instanceof AmtlError || errorCode(error) === "ENOENT") return null;
    throw error;
  }
}

/** For weights that were written, and cannot be read again: whatever else the model holds is not its best. */
export const damagedWeights = (path: string): AmtlError =>
  failed("Damaged best weights", {
    where: path,
    expected: "the weights that were best on the dev set, as they were written",
    got: "a file that is gone, cut off or changed",
    fix: "run the same table again: it goes on from an older checkpoint, or from the beginning; check the disk if this comes back",
  });

/**
 * Keeps a file of best weights as the run's own: as a whole and flushed to the disk, or not at all.
 * @throws AmtlError (1) when what was copied is not that run's weights, (4) when the disk is full.
 */
export async function keepWeights(best: string, dir: string, trainId: string): Promise<void> {
  const path = join(dir, FILES.weights);
  const temporary = `${path}.tmp`;
  try {
    await copyFile(best, temporary).catch((error: unknown) => {
      throw errorCode(error) === "ENOENT" ? damagedWeights(best) : error;
    });
    const handle = await open(temporary, "r+");
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
    if ((await readWeights(temporary, trainId)) === null) throw damagedWeights(best);
    await rename(temporary, path);
    await syncFolder(dirname(path));
  } catch (error) {
    await rm(temporary, { force: true });
    throw diskError(error, dir);
  }
}
