import type { LabelLayout } from "../../contract/layout.js";
import type { KeptScores } from "../../scoring/kept.js";
import { scoreSplit } from "./evaluate.js";
import type { Split } from "../inputs.js";
import { readScores, writeScores, type ScoresKey } from "./kept-scores.js";
import type { Model } from "../model.js";
import type { TrainingRun } from "../training-run.js";
import { keptSizes } from "./tuning.js";

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
