import { join } from "node:path";
import type { Json } from "../../base/canonical.js";
import { AmtlError } from "../../base/errors.js";
import type { KeptScores } from "../../scoring/kept-scores.js";
import { errorCode } from "../../store/files.js";
import { scoresDir } from "../../store/paths.js";
import { readContainer, writeContainer } from "../../store/container.js";

/** A model's scores on an evaluation set, from which any decoder works without the model. */
export interface SplitScores {
  /** What they belong to; scores of anything else are not used. */
  readonly key: ScoresKey;
  /** All pairs of all documents, in file order. */
  readonly kept: KeptScores;
}

export interface ScoresKey {
  readonly trainId: string;
  readonly evalSet: string;
  /** Hash of the evaluation set's content. */
  readonly data: string;
}

const scoresFile = (root: string, { trainId, evalSet }: ScoresKey): string =>
  join(scoresDir(root, trainId, evalSet), "scores.bin");

export async function writeScores(root: string, { key, kept }: SplitScores): Promise<void> {
  const { rows, perSegment, ...arrays } = kept;
  const meta: Json = { schema: 1, ...key, rows, perSegment };
  await writeContainer(scoresFile(root, key), { meta, arrays: new Map(Object.entries(arrays)) });
}

/** The scores of that model on that very content, or null when there are none that can be used. */
export async function readScores(root: string, key: ScoresKey): Promise<SplitScores | null> {
  try {
    const { meta, arrays } = await readContainer(scoresFile(root, key));
    const { rows, perSegment, ...stored } = meta as unknown as ScoresKey &
      Omit<KeptScores, "logits">;
    if (stored.trainId !== key.trainId || stored.data !== key.data) return null;
    const kept = { rows, perSegment, ...Object.fromEntries(arrays) } as unknown as KeptScores;
    return { key, kept };
  } catch (error) {
    if (error instanceof AmtlError || errorCode(error) === "ENOENT") return null;
    throw error;
  }
}
