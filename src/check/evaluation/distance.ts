import { toGold } from "../../corpus/read/gold.js";
import type { Document } from "../../contract/corpus/document.js";
import { scoreFacts } from "../../scoring/metrics.js";
import { nameTriples } from "../../scoring/name-triples.js";
import { meets } from "../../scoring/sentences.js";
import type { Case } from "./cases.js";
import type { EvaluationGolden } from "./schema.js";

/** HingeABL's F1 of pairs that share a sentence and of those that do not, gold and submitted facts restricted alike. */
export function* distanceCases(
  golden: EvaluationGolden,
  truth: readonly Document[],
): Generator<Case> {
  const { f1_intra, f1_inter } = golden.hingeabl_defaults_known_titles_only;
  const documents = new Map(truth.map((document) => [document.title, document]));
  for (const [name, wanted, within] of [
    ["HingeABL's pairs within a sentence", f1_intra, true],
    ["HingeABL's pairs across sentences", f1_inter, false],
  ] as const) {
    const predictions = golden.predictions.filter(({ title, h_idx, t_idx }) => {
      const document = documents.get(title);
      return document !== undefined && meets(document, h_idx, t_idx) === within;
    });
    const gold = truth.map((document) => {
      const facts = document.facts?.filter(({ h, t }) => meets(document, h, t) === within);
      return toGold({ ...document, facts: facts ?? null });
    });
    const { metrics } = scoreFacts(predictions, gold, nameTriples([]));
    yield { name, counts: [], numbers: [[metrics.f1 / 100, wanted]] };
  }
}
