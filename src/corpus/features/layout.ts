import { badInput } from "../../base/errors.js";
import { buildLayout } from "../../experiment/layout/layout.js";
import type { LabelLayout } from "../../contract/layout.js";
import type { LayoutSpec } from "../../contract/layout.js";
import { seededRandom, shuffle } from "../../base/random.js";
import type { Dataset } from "../../contract/corpus/document.js";

/**
 * The output columns of a model trained on a dataset. A smaller label space keeps the most frequent relations;
 * the ordering then says how segments take them: by frequency, in original order, by one permutation a seed, or as
 * they are listed.
 *
 * @throws AmtlError (2) when the label space is larger than the inventory, or the segments do not tile it.
 */
export function layoutFor(
  spec: LayoutSpec,
  dataset: Pick<Dataset, "relations" | "ranking">,
  seed: number,
): LabelLayout {
  const size = spec.labelSpace ?? dataset.ranking.length;
  if (!Number.isInteger(size) || size < 1 || size > dataset.ranking.length) {
    throw badInput("Invalid label space", {
      where: "layout.labelSpace",
      expected: `a whole number from 1 to ${dataset.ranking.length}`,
      got: String(size),
    });
  }
  const frequent = dataset.ranking.slice(0, size);
  return buildLayout(spec, order(spec, frequent, dataset.relations, seed));
}

function order(
  { ordering, relations: listed = [] }: LayoutSpec,
  frequent: readonly string[],
  relations: readonly string[],
  seed: number,
): readonly string[] {
  switch (ordering) {
    case "frequency":
      return frequent;
    case "original": {
      const kept = new Set(frequent);
      return relations.filter((relation) => kept.has(relation));
    }
    case "random":
      return shuffle(frequent, seededRandom(seed));
    case "listed":
      return sameRelations(listed, frequent);
  }
}

/** The list, if it has each relation once. */
function sameRelations(listed: readonly string[], relations: readonly string[]): readonly string[] {
  const names = new Set(listed);
  const absent = relations.find((relation) => !names.has(relation));
  if (absent === undefined && listed.length === relations.length) return listed;
  throw badInput("Listed relations do not match the data set", {
    where: "layout.relations",
    expected: `each of the ${relations.length} relations once`,
    got: `${listed.length} relations${absent === undefined ? "" : `, ${absent} not among them`}`,
  });
}
