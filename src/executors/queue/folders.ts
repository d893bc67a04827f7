import { setAsideProvenance } from "../../provenance/provenance.js";
import { contentOf, isMade } from "../../state/files/content.js";
import { setAsideKept } from "../../state/files/set-aside.js";
import type { MovedFile } from "../../store/moved.js";
import { restoreKept } from "../../store/kept-predictions.js";
import { evalDir, trainDir } from "../../store/paths.js";
import { sealResult, setAsideDamaged } from "../../store/result.js";
import { ensureSpec } from "../../store/spec.js";
import type { Job } from "../../contract/job.js";

/** The folders that a job leaves results in. */
const resultDirs = ({ root, trainId, evals }: Job): string[] => [
  trainDir(root, trainId),
  ...evals.map(({ evalId }) => evalDir(root, evalId)),
];

/** Whether the run and all its evaluations have results that can be used, with the predictions that belong to them. */
export async function isComplete(job: Job): Promise<boolean> {
  const made = await Promise.all(resultDirs(job).map((dir) => isMade(dir)));
  return made.every((each) => each);
}

/** Whether nothing is left to do or to mend: all that is kept can be used. */
export async function isSound(job: Job): Promise<boolean> {
  const found = await Promise.all(resultDirs(job).map((dir) => contentOf(dir)));
  return found.every((each) => each.isMade && each.damage === null);
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
 * Moves what cannot be used out of the way. A result stays when only something beside it is damaged: how it was made
 * then counts as unrecorded, weights and scores as not kept, and predictions are made again. A program's predictions are
 * kept again from those of its evaluations. Sound results of an earlier
 * version get the digest that they lack. Only for whoever has claimed the run.
 * @returns what was moved.
 */
export async function mendResults(job: Job): Promise<readonly MovedFile[]> {
  const moved = await Promise.all(
    resultDirs(job).map(async (dir) => [
      await setAsideDamaged(dir),
      await setAsideProvenance(dir),
      ...(await setAsideKept(dir)),
    ]),
  );
  await Promise.all(resultDirs(job).map((dir) => sealResult(dir)));
  await restoreKept(job);
  return moved.flat().filter((each) => each !== null);
}
