import { inspectProvenance, setAsideProvenance } from "../../provenance/provenance.js";
import { evalDir, trainDir } from "../../store/paths.js";
import { inspectResult, sealResult, setAsideDamaged } from "../../store/result.js";
import { ensureSpec } from "../../store/spec.js";
import type { Job } from "../../contract/job.js";

/** The folders that a job leaves results in. */
const resultDirs = ({ root, trainId, evals }: Job): string[] => [
  trainDir(root, trainId),
  ...evals.map(({ evalId }) => evalDir(root, evalId)),
];

/** Whether the run and all its evaluations have results that can be used. */
export async function isComplete(job: Job): Promise<boolean> {
  const found = await Promise.all(resultDirs(job).map((dir) => inspectResult(dir)));
  return found.every(({ state }) => state === "value");
}

/** Whether nothing is left to do or to mend: all results can be used, and so can the records beside them. */
export async function isSound(job: Job): Promise<boolean> {
  if (!(await isComplete(job))) return false;
  const found = await Promise.all(resultDirs(job).map((dir) => inspectProvenance(dir)));
  return found.every(({ state }) => state !== "damaged");
}

/**
 * Writes down what the run and its evaluations are.
 * @throws AmtlError (2) when a folder belongs to another run, (4) when the disk is full or cannot be written.
 */
export async function writeSpecs({
  root,
  trainId,
  train,
  dependencies,
  evals,
}: Job): Promise<void> {
  await ensureSpec(trainDir(root, trainId), { spec: train, dependencies });
  for (const { evalId, spec, dependencies: needs } of evals) {
    await ensureSpec(evalDir(root, evalId), { spec, dependencies: needs });
  }
}

/**
 * Moves results, and records of provenance, that cannot be used out of the way. A result stays when only the record
 * beside it is damaged: how it was made then counts as unrecorded. Sound results of an earlier version get the digest
 * that they lack. Only for whoever has claimed the run.
 * @returns what was moved.
 */
export async function mendResults(
  job: Job,
): Promise<readonly { readonly path: string; readonly movedTo: string }[]> {
  const moved = await Promise.all(
    resultDirs(job).flatMap((dir) => [setAsideDamaged(dir), setAsideProvenance(dir)]),
  );
  await Promise.all(resultDirs(job).map((dir) => sealResult(dir)));
  return moved.filter((each) => each !== null);
}
