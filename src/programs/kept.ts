import { AmtlError } from "../base/errors.js";
import { readWhole } from "../base/read-json.js";
import type { FactTriple } from "../contract/corpus/fact.js";
import { errorCode } from "../store/files.js";
import { keptLines } from "../store/kept-lines.js";
import { keptPath, writeKept } from "../store/kept-predictions.js";
import type { Job } from "../contract/job.js";
import { checkPredictions, type Scored } from "./predictions.js";

/** Of the evaluations of one set, which read the same documents, any. */
const pathOf = (job: Job, set: string): string =>
  keptPath(
    job,
    job.evals.find(({ spec }) => spec.evalSet === set)!,
  );

/** Keeps a program's checked predictions, so that a new version of the scorer needs no new training. */
export const keepPredictions = (
  job: Job,
  set: string,
  facts: readonly FactTriple[],
): Promise<void> =>
  writeKept(pathOf(job, set), facts.map((fact) => `${JSON.stringify(fact)}\n`).join(""));

/** The predictions that were kept of a run; null where there are none that can be used. */
export async function readKept(job: Job, scored: Scored): Promise<readonly FactTriple[] | null> {
  const file = pathOf(job, scored.set);
  try {
    const found = await readWhole(file);
    const kept = found.state === "value" ? keptLines(found.value) : null;
    if (kept === null) return null;
    const facts = checkPredictions(kept.lines, file, scored);
    if (!kept.sealed) await keepPredictions(job, scored.set, facts);
    return facts;
  } catch (error) {
    if (error instanceof AmtlError || errorCode(error) === "ENOENT") return null;
    throw error;
  }
}
