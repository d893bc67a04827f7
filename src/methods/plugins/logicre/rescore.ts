import type { RescoreInputs } from "../../../contract/plugin.js";
import { documentScores } from "./instances.js";
import type { LearnedRules } from "./rules.js";
import { logitOf } from "./scorer.js";
import type { Setting } from "./setting.js";
import { tripleKey, typesOf } from "./triples.js";
import { marginsOf, relationCells } from "./truths.js";

/** The logit of a relation between types that training labels never show it with. */
const UNSEEN = -1000;

/**
 * A document's scores as the rules say (spec/plugins.md 4.4), thresholds 0. Relations that no training label shows between the
 * pair's types differ by their columns, so that keeping the best ones keeps no more than was asked for.
 *
 * @param scores [pairs, columns] of the trained model; a new array is returned.
 */
export function rescoreDocument(
  scores: Float32Array,
  { features, layout }: Pick<RescoreInputs, "features" | "layout">,
  { triples, numbers, level }: Pick<Setting, "triples" | "numbers" | "level">,
  { bodies, scorer }: LearnedRules,
): Float32Array {
  const { pairs } = features;
  const types = typesOf(features);
  const margins = marginsOf(scores, features, layout, level);
  const found = new Map<string, number>();
  for (const instance of documentScores(margins, types, triples, bodies).instances) {
    const { triple, x, y } = instance;
    found.set(`${triple} ${x} ${y}`, logitOf(instance, scorer));
  }
  const width = layout.columns.length;
  const rescored = new Float32Array(scores.length);
  const cells = relationCells(layout);
  for (let row = 0; row < pairs.length / 2; row++) {
    const [x, y] = [pairs[2 * row], pairs[2 * row + 1]];
    cells.forEach(({ column }, r) => {
      const triple = numbers.get(tripleKey({ relation: r + 1, head: types[x], tail: types[y] }));
      rescored[row * width + column] =
        triple === undefined
          ? UNSEEN - column
          : (found.get(`${triple} ${x} ${y}`) ?? scorer.biases[triple]);
    });
  }
  return rescored;
}
