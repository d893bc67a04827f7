import { join } from "node:path";
import { AmtlError } from "../base/errors.js";
import { readWhole } from "../base/read-json.js";
import type { FactTriple } from "../contract/corpus/fact.js";
import { errorCode, makeFolder, replaceFile } from "../store/files.js";
import { keptFile, keptLines } from "../store/kept-lines.js";
import { scoresDir } from "../store/paths.js";
import type { Job } from "../contract/job.js";
import { checkPredictions, type Scored } from "./predictions.js";

/** Predictions on other content of the same name are another file. */
const fileOf = ({ root, trainId, evals }: Job, set: string): string => {
  const { dependencies } = evals.find(({ spec }) => spec.evalSet === set)!;
  const data = String(dependencies[`data:${set}`]).slice(0, 16);
  return join(scoresDir(root, trainId, set), `predictions-${data}.ndjson`);
};

/** Keeps a program's checked predictions, so that a new version of the scorer needs no new training. */
export async function keepPredictions(
  job: Job,
  set: string,
  facts: readonly FactTriple[],
): Promise<void> {
  await makeFolder(scoresDir(job.root, job.trainId, set));
  const lines = facts.map((fact) => `${JSON.stringify(fact)}\n`).join("");
  await replaceFile(fileOf(job, set), keptFile(lines));
}

/** The predictions that were kept of a run; null where there are none that can be used. */
export async function readKept(job: Job, scored: Scored): Promise<readonly FactTriple[] | null> {
  const file = fileOf(job, scored.set);
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
