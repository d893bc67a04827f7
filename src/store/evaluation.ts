import type { EvalResult } from "../contract/result.js";
import { writePredictions } from "./predictions.js";
import { writeResult } from "./result.js";

/**
 * Leaves what an evaluation made in its folder: what was predicted, the record of its making, and last the result, whose
 * digest covers the predictions. Of one that only lost its predictions the record stays.
 * @param facts what was predicted, in file order.
 * @param record writes the provenance.
 * @throws what {@link writePredictions} and {@link writeResult} throw.
 */
export async function writeEvaluation(
  dir: string,
  facts: readonly object[],
  record: (dir: string) => Promise<void>,
  result: EvalResult,
  attempt: string,
): Promise<void> {
  const lines = facts.map((fact) => `${JSON.stringify(fact)}\n`);
  const isAgain = await writePredictions(dir, lines.join(""));
  if (!isAgain) await record(dir);
  await writeResult(dir, result, attempt);
}
