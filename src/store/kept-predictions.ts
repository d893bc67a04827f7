import { join } from "node:path";
import { readWhole } from "../base/read-json.js";
import { sha256 } from "../base/canonical.js";
import type { Job } from "../contract/job.js";
import { makeFolder, replaceFile } from "./files.js";
import { keptFile } from "./kept-lines.js";
import { evalDir, FILES, scoresDir } from "./paths.js";
import { readSealedEval } from "./read-result.js";

type Evaluation = Job["evals"][number];

/** Where a program's predictions on an evaluation set are kept. Those on other content of the same name are another file. */
export function keptPath(
  { root, trainId }: Pick<Job, "root" | "trainId">,
  { spec, dependencies }: Pick<Evaluation, "spec" | "dependencies">,
): string {
  const data = String(dependencies[`data:${spec.evalSet}`]).slice(0, 16);
  return join(scoresDir(root, trainId, spec.evalSet), `predictions-${data}.ndjson`);
}

/** @param lines the predictions, each with its line end. */
export async function writeKept(path: string, lines: string): Promise<void> {
  await makeFolder(join(path, ".."));
  await replaceFile(path, keptFile(lines));
}

/**
 * Keeps a program's predictions again that were lost, from those beside an evaluation's result, which are the same: a
 * later version of the scorer would need a new training otherwise.
 */
export async function restoreKept(job: Job): Promise<void> {
  if (job.worker === undefined) return;
  for (const evaluation of job.evals) {
    const path = keptPath(job, evaluation);
    if ((await readWhole(path)).state !== "absent") continue;
    const dir = evalDir(job.root, evaluation.evalId);
    const digest = (await readSealedEval(dir))?.digests[FILES.predictions];
    const found = await readWhole(join(dir, FILES.predictions));
    if (found.state === "value" && sha256(found.value) === digest)
      await writeKept(path, found.value);
  }
}
