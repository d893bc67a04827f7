import { basename, dirname, join } from "node:path";
import type { Damage } from "../../contract/run-state.js";
import { RUN_FILES, type RunFiles } from "../../provenance/run-files.js";
import { FILES } from "../../store/paths.js";
import { predictionsFlaw } from "../../store/predictions.js";
import { checkKept } from "./checks.js";

/** What the folder of a training or an evaluation holds. */
export interface Content {
  readonly result: "absent" | "sound" | "damaged";
  /** Whether nothing is to be made: the result is sound, and so are the predictions that belong to it. */
  readonly isMade: boolean;
  /** The first file that cannot be used; of a folder without a result nothing is looked at. */
  readonly damage: Damage | null;
}

/** Whether nothing is to be made in a folder; what lies beside result and predictions is not read. */
export const isMade = async (dir: string): Promise<boolean> =>
  (await madeOf(dir, RUN_FILES)).isMade;

/**
 * Reads what is kept in a folder. Small files are read at every call, large ones when their size or times have changed
 * since they were read.
 * @param dir …/train/<trainId> or …/eval/<evalId>.
 */
export async function contentOf(dir: string, files: RunFiles = RUN_FILES): Promise<Content> {
  const made = await madeOf(dir, files);
  return made.isMade ? { ...made, damage: await besideResult(dir, files) } : made;
}

/** The result, and the predictions that belong to it. */
async function madeOf(dir: string, files: RunFiles): Promise<Content> {
  const isOfEval = basename(dirname(dir)) === "eval";
  const result = await (isOfEval ? files.evaluation(dir) : files.training(dir));
  if (result.state === "absent") return { result: "absent", isMade: false, damage: null };
  if (result.state === "damaged") {
    const { path, why } = result;
    return { result: "damaged", isMade: false, damage: { path, why } };
  }
  const why = await predictionsFlaw(dir, result.value.digests[FILES.predictions]);
  const damage = why === null ? null : { path: join(dir, FILES.predictions), why };
  return { result: "sound", isMade: why === null, damage };
}

async function besideResult(dir: string, files: RunFiles): Promise<Damage | null> {
  const provenance = await files.provenance(dir);
  if (provenance.state === "damaged") return { path: provenance.path, why: provenance.why };
  for (const { path, flaw } of await checkKept(dir, files))
    if (flaw !== null) return { path, why: flaw };
  return null;
}
