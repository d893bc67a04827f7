import { keepScores, keptSizes, joinScores, type KeptScores } from "../../scoring/kept-scores.js";
import { goldLogits } from "../../scoring/relation-scores.js";
import type { LabelLayout } from "../../contract/layout.js";
import type { Split } from "../inputs.js";
import type { Model, Prediction } from "../model.js";
import type { TrainingRun } from "../training-run.js";
import { predictAll, type Predictor } from "./logits.js";
import { readScores, writeScores, type ScoresKey } from "./scores-file.js";

/** How a model reads a split. */
export interface Reading {
  readonly model: Predictor;
  readonly split: Split;
  readonly layout: LabelLayout;
  /** Documents at once. */
  readonly size: number;
  /** Called between batches; may throw to stop. */
  readonly check: () => void;
}

/** The scores that are kept of a model on a split, pairs in file order. */
export async function scoreSplit(
  { model, split, layout, size, check }: Reading,
  perSegment: number,
): Promise<KeptScores> {
  const none = keepScores(new Float32Array(0), 0, layout, perSegment);
  const parts: KeptScores[] = split.features.map(() => none);
  const gold: number[][] = split.features.map(() => []);
  const found: Prediction["evidence"][] = split.features.map(() => []);
  const take = (index: number, logits: Float32Array, evidence: Prediction["evidence"]): void => {
    found[index] = evidence;
    const { pairs, positives } = split.features[index];
    const rows = pairs.length / 2;
    gold[index] = goldLogits(logits, layout.columns.length, positives);
    parts[index] = keepScores(logits, rows, layout, perSegment);
  };
  await predictAll(model, split.features, layout, size, take, check);
  return {
    ...joinScores(parts, perSegment),
    gold: Float32Array.from(gold.flat()),
    ...evidenceArrays(found),
  };
}

/** Sentences of all rows as they are kept; nothing where a document has none, as the backbone gives none. */
function evidenceArrays(
  found: readonly Prediction["evidence"][],
): Pick<KeptScores, "evidence" | "evidenceOffsets"> {
  if (found.includes(null)) return {};
  const rows = found.flatMap((document) => document ?? []);
  const evidenceOffsets = new Uint32Array(rows.length + 1);
  rows.forEach((sentences, row) => {
    evidenceOffsets[row + 1] = evidenceOffsets[row] + sentences.length;
  });
  return { evidenceOffsets, evidence: Uint16Array.from(rows.flat()) };
}

/** Where scores come from: files under `root`, or the model. */
export interface ScoreSource {
  readonly root: string;
  readonly run: Pick<TrainingRun, "spec" | "check">;
  readonly layout: LabelLayout;
  /** The model with its best weights; asked for only when kept scores are not enough. */
  readonly model: () => Promise<Model>;
}

/**
 * What can be made of a model's scores on a split: of those that were kept, else of as many as are needed, which are
 * then kept.
 *
 * @param make gives null when the scores are too few.
 */
export async function fromScores<T>(
  { root, run, layout, model: load }: ScoreSource,
  split: Split,
  key: ScoresKey,
  make: (kept: KeptScores) => T | null,
): Promise<{ readonly kept: KeptScores; readonly made: T }> {
  const stored = await readScores(root, key);
  const known = stored && make(stored.kept);
  if (stored !== null && known !== null) return { kept: stored.kept, made: known };
  const model = await load();
  // Never fewer than are there already: another evaluation needed them.
  const least = stored?.kept.perSegment ?? 0;
  for (const perSegment of keptSizes(layout).filter((size) => size >= least)) {
    const size = run.spec.schedule.evalBatch;
    const kept = await scoreSplit({ model, split, layout, size, check: run.check }, perSegment);
    const made = make(kept);
    if (made === null) continue;
    await writeScores(root, { key, kept });
    return { kept, made };
  }
  throw new Error("Expected all logits to be enough for any decoder");
}
