import { dirname } from "node:path";
import { rename } from "../base/machine/files.js";
import { ownerText } from "../base/text/owner.js";
import { claimNext } from "./claims/claim.js";
import { evalsOf } from "./evals-of.js";
import { diskError, errorCode, makeFolder, syncFolder } from "./files.js";
import { evalDir, trainDir } from "./paths.js";
import { putAway } from "./put-away.js";

/**
 * Puts a run that was done again, whole, in the place of the one that is there. The evaluations of the old model go
 * first, and those that were not made again stay away, so that whatever a crash leaves is one model or asks to be scored.
 *
 * @param again results folder that holds the new run; it is moved out of there.
 * @param evalIds its evaluations.
 * @returns null; else who is at work on the run that is there, and nothing was changed.
 * @throws AmtlError (4) when the folder cannot be written.
 */
export async function replaceRun(
  root: string,
  again: string,
  trainId: string,
  evalIds: readonly string[],
): Promise<string | null> {
  const train = trainDir(root, trainId);
  // Whoever has a claim is alone with the run.
  const claim = await claimNext(train, () => Promise.resolve(false));
  if (claim.state === "busy") return ownerText(claim.owner);
  const old = new Set([...(await evalsOf(root, trainId)), ...evalIds]);
  const gone = [];
  for (const id of old) gone.push(await putAway(evalDir(root, id)));
  gone.push(await putAway(train));
  await move(trainDir(again, trainId), train);
  for (const id of evalIds) await move(evalDir(again, id), evalDir(root, id));
  for (const each of gone) await each?.remove();
  return null;
}

/** A folder that is not there was moved before. */
async function move(from: string, to: string): Promise<void> {
  await makeFolder(dirname(to));
  try {
    await rename(from, to);
    await syncFolder(dirname(to));
  } catch (error) {
    if (errorCode(error) !== "ENOENT") throw diskError(error, to);
  }
}
