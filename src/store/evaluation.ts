import { join } from "node:path";
import type { EvalResult } from "../contract/result.js";
import { makeFolder, replaceFile } from "./files.js";
import { FILES } from "./paths.js";
import { writeResult } from "./result.js";

/**
 * Leaves what an evaluation made in its folder: what was predicted, the record of its making, and last the result, whose
 * digest covers the predictions.
 * @param facts what was predicted, in file order.
 * @param record writes the provenance.
 * @throws what {@link writeResult} throws.
 */
export async function writeEvaluation(
  dir: string,
  facts: readonly object[],
  record: (dir: string) => Promise<void>,
  result: EvalResult,
  attempt: string,
): Promise<void> {
  await makeFolder(dir);
  const lines = facts.map((fact) => `${JSON.stringify(fact)}\n`);
  await replaceFile(join(dir, FILES.predictions), lines.join(""));
  await record(dir);
  await writeResult(dir, result, attempt);
}
