import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runsOf } from "../../../src/app/plan/plan.js";
import type { SelectionRequest } from "../../../src/app/select/request.js";
import { select } from "../../../src/app/select/select.js";
import { sha256, type Json } from "../../../src/base/canonical.js";
import { seededRandom } from "../../../src/base/random.js";
import { sealedJson } from "../../../src/base/seal.js";
import type { FactTriple } from "../../../src/contract/corpus/fact.js";
import { loadDocuments } from "../../../src/corpus/datasets/documents.js";
import { toGold } from "../../../src/corpus/read/gold.js";
import { splitOf } from "../../../src/methods/datasets/registry.js";
import { nameTriples } from "../../../src/scoring/name-triples.js";
import { evalResultOf } from "../../../src/scoring/result.js";
import { evalDir, FILES } from "../../../src/store/paths.js";
import { writeStandIns } from "./stand-in-results.js";

/**
 * {@link writeStandIns} with predictions on the sets themselves, and what the scorer says of them: most gold facts, some
 * harder than others, and wrong ones.
 */
export async function writeStandInPredictions(
  root: string,
  request: SelectionRequest,
): Promise<void> {
  await writeStandIns(root, request);
  const selection = await select(request);
  const { profile } = selection;
  for (const { trainId, evals } of runsOf(selection)) {
    for (const { evalId, spec } of evals) {
      const { evalSet } = spec;
      const { source, relations } = splitOf(profile.id, evalSet);
      const gold = (await loadDocuments(source)).map(toGold);
      const random = seededRandom(0, evalId);
      const hard = seededRandom(0, evalSet);
      const predicted = gold.flatMap(({ title, names, facts }): readonly FactTriple[] => [
        ...facts
          .filter(() => random.next() < 0.4 + 0.7 * hard.next())
          .map(({ h, t, r }) => ({ title, h_idx: h, t_idx: t, r })),
        // Runs err alike: each has a fourth of the same likely errors.
        ...facts
          .map(() => ({
            title,
            h_idx: hard.below(names.length),
            t_idx: hard.below(names.length),
            r: relations[hard.below(relations.length)],
          }))
          .filter(() => random.next() < 0.5 * hard.next()),
      ]);
      const ids = { trainId, evalId, evalSet };
      const scores = { pairs: 1000, thresholdMean: 10 };
      const result = evalResultOf(ids, predicted, scores, gold, relations, nameTriples([]));
      const lines = predicted.map((fact) => `${JSON.stringify(fact)}\n`).join("");
      const dir = evalDir(root, evalId);
      await writeFile(join(dir, FILES.predictions), lines);
      const files = { [FILES.predictions]: sha256(lines) };
      await writeFile(join(dir, FILES.result), sealedJson({ ...result, files } as unknown as Json));
    }
  }
}
