import { join } from "node:path";
import { sha256 } from "../base/canonical.js";
import { failed } from "../base/errors.js";
import { readWhole } from "../base/read-json.js";
import { makeFolder, replaceFile } from "./files.js";
import { FILES } from "./paths.js";
import { readSealedEval } from "./read-result.js";

/**
 * Why the predictions beside an evaluation's result cannot be used; null where they are those that the result was made
 * of, and where a result of an earlier version does not tell.
 * @param digest what the result says of them.
 */
export async function predictionsFlaw(
  dir: string,
  digest: string | undefined,
): Promise<string | null> {
  if (digest === undefined) return null;
  const found = await readWhole(join(dir, FILES.predictions));
  if (found.state === "absent") return "the file is gone";
  if (found.state === "damaged") return found.why;
  return sha256(found.value) === digest
    ? null
    : "its content does not fit the digest in result.json";
}

/**
 * Whether nothing is left to do for an evaluation: it has its result, and the predictions that belong to that.
 * @throws AmtlError (2) when the result is damaged: it is to be set aside first.
 */
export async function isEvaluated(dir: string): Promise<boolean> {
  const found = await readSealedEval(dir);
  return found !== null && (await predictionsFlaw(dir, found.digests[FILES.predictions])) === null;
}

/**
 * Writes the predictions of an evaluation, before its result. Where it has one that lost its predictions, only the same
 * bytes will do: a number never stands beside predictions that it was not made of.
 * @returns whether the evaluation had a result.
 * @throws AmtlError (1) when it has, and what was predicted again differs; (4) when the disk is full.
 */
export async function writePredictions(dir: string, lines: string): Promise<boolean> {
  const path = join(dir, FILES.predictions);
  const known = await readSealedEval(dir);
  const digest = known?.digests[FILES.predictions];
  if (digest !== undefined && digest !== sha256(lines)) {
    throw failed("The predictions of an evaluation cannot be made again", {
      where: path,
      expected: `the bytes that its result was made of (SHA-256 ${digest.slice(0, 12)})`,
      got: `others (${sha256(lines).slice(0, 12)}): another engine, or a program that does not repeat itself; the result stays`,
      fix: `to evaluate anew, remove ${dir}, and run the same table again`,
    });
  }
  await makeFolder(dir);
  await replaceFile(path, lines);
  return known !== null;
}
