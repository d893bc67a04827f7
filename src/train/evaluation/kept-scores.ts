import { join } from "node:path";
import type { Json } from "../../base/canonical.js";
import { AmtlError } from "../../base/errors.js";
import type { KeptScores } from "../../scoring/kept.js";
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

/** Puts the documents' scores one after the other, but for those of gold relations. */
export function joinScores(parts: readonly KeptScores[], perSegment: number): KeptScores {
  const rows = parts.reduce((sum, part) => sum + part.rows, 0);
  const offsets = new Uint32Array(rows + 1);
  let row = 0;
  for (const part of parts) {
    const before = offsets[row];
    for (let i = 1; i <= part.rows; i++) offsets[row + i] = before + part.offsets[i];
    row += part.rows;
  }
  return {
    rows,
    perSegment,
    thresholds: joined(
      Float32Array,
      parts.map(({ thresholds }) => thresholds),
    ),
    offsets,
    columns: joined(
      Uint16Array,
      parts.map(({ columns }) => columns),
    ),
    logits: joined(
      Float32Array,
      parts.map(({ logits }) => logits),
    ),
  };
}

function joined<T extends Float32Array | Uint16Array>(
  Type: new (length: number) => T,
  parts: readonly T[],
): T {
  const all = new Type(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

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
