import { setImmediate as nextTick } from "node:timers/promises";
import { makeBatch } from "../../corpus/features/batch.js";
import type { Features } from "../../contract/corpus/document.js";
import type { LabelLayout } from "../../contract/layout.js";
import type { Model, Prediction } from "../model.js";

/** What predicts: a model, or what it once predicted. */
export type Predictor = Pick<Model, "predict" | "rescorer">;

/**
 * Logits of every document, handed over as they are computed.
 *
 * Documents of like length go together, so little is computed for padding. That changes no more than the order of
 * sums: no document of a batch sees another, and mentions are dropped by the padded width only in documents of the
 * full length, which make that width themselves.
 *
 * @param size documents at once.
 * @param take gets the index of a document, its logits [pairs, columns] and the evidence of its pairs (null where the
 *   backbone gives none), in any order. A document without pairs gets none.
 * @param check is called between batches and may throw to stop.
 */
export async function predictAll(
  model: Predictor,
  features: readonly Features[],
  layout: LabelLayout,
  size: number,
  take: (index: number, logits: Float32Array, evidence: Prediction["evidence"]) => void,
  check: () => void,
): Promise<void> {
  const columns = layout.columns.length;
  const rescore = model.rescorer();
  const byLength = [...features.keys()]
    .filter((index) => features[index].pairs.length > 0)
    .sort((a, b) => features[b].inputIds.length - features[a].inputIds.length || a - b);
  for (let from = 0; from < byLength.length; from += size) {
    const members = byLength.slice(from, from + size);
    const { scores: logits, evidence } = model.predict(
      makeBatch(
        members.map((index) => features[index]),
        layout,
      ),
    );
    let row = 0;
    for (const index of members) {
      const rows = features[index].pairs.length / 2;
      const own = logits.subarray(row * columns, (row + rows) * columns);
      const sentences = evidence?.slice(row, row + rows) ?? null;
      take(index, rescore(own, features[index]), sentences);
      row += rows;
    }
    await nextTick();
    check();
  }
}
