import { join } from "node:path";
import { AmtlError } from "../../base/errors.js";
import { count, fields, text } from "../../base/shape.js";
import type { KeptScores } from "../../scoring/kept-scores.js";
import { errorCode } from "../../store/files.js";
import { scoresDir } from "../../store/paths.js";
import {
  floatArrays,
  readContainer,
  writeContainer,
  type NumberArray,
} from "../../store/container.js";

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

/** What is stored beside the arrays. */
const stored = fields({ trainId: text, data: text, rows: count, perSegment: count });

export async function writeScores(root: string, { key, kept }: SplitScores): Promise<void> {
  const { rows, perSegment, ...arrays } = kept;
  const meta = { schema: 1, ...key, rows, perSegment };
  await writeContainer(scoresFile(root, key), { meta, arrays: new Map(Object.entries(arrays)) });
}

/** The stored arrays as scores; null when one is missing or of another type. */
function keptOf(
  { rows, perSegment }: Pick<KeptScores, "rows" | "perSegment">,
  arrays: ReadonlyMap<string, NumberArray>,
): KeptScores | null {
  const floats = floatArrays(arrays);
  const [thresholds, logits, gold] = ["thresholds", "logits", "gold"].map((name) =>
    floats.get(name),
  );
  const [offsets, columns] = [arrays.get("offsets"), arrays.get("columns")];
  if (thresholds === undefined || logits === undefined) return null;
  if (!(offsets instanceof Uint32Array && columns instanceof Uint16Array)) return null;
  const sorted = { rows, perSegment, thresholds, offsets, columns, logits };
  const [evidenceOffsets, evidence] = [arrays.get("evidenceOffsets"), arrays.get("evidence")];
  const hasEvidence = evidenceOffsets instanceof Uint32Array && evidence instanceof Uint16Array;
  return {
    ...sorted,
    ...(gold !== undefined && { gold }),
    ...(hasEvidence && { evidenceOffsets, evidence }),
  };
}

/** The scores of that model on that very content, or null when there are none that can be used. */
export async function readScores(root: string, key: ScoresKey): Promise<SplitScores | null> {
  try {
    const { meta, arrays } = await readContainer(scoresFile(root, key), stored);
    if (meta.trainId !== key.trainId || meta.data !== key.data) return null;
    const kept = keptOf(meta, arrays);
    return kept === null ? null : { key, kept };
  } catch (error) {
    if (error instanceof AmtlError || errorCode(error) === "ENOENT") return null;
    throw error;
  }
}
