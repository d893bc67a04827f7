import { badInput } from "../../base/errors.js";
import { nearest } from "../../base/nearest.js";
import type { ProfileId } from "../../contract/spec.js";
import { type NameTriples, nameTriplesOf } from "../../scoring/name-triples.js";
import { cook } from "./cook.js";
import { datasetHash, relationsOf } from "./dataset-hash.js";
import { toGold } from "../read/gold.js";
import { filesOf, sourceOf } from "./ingredients.js";
import { rankByFrequency } from "../../methods/datasets/inventory/ranking.js";
import { REDOCRED_RANKING } from "../../methods/datasets/inventory/redocred.js";
import { findFile, missingFile } from "../files/locate.js";
import { type DatasetPlan, planOf } from "../../methods/datasets/recipes.js";
import type { Dataset, Document } from "../../contract/document.js";

function checkRelations(id: string, documents: readonly Document[], relations: readonly string[]) {
  const known = new Set(relations);
  for (const { title, facts } of documents) {
    const unknown = facts?.find(({ r }) => !known.has(r));
    if (unknown === undefined) continue;
    const meant = nearest(unknown.r, relations);
    throw badInput("A document names a relation that its corpus does not have", {
      where: `${id}, document ${JSON.stringify(title)}, field labels`,
      expected: `one of the ${relations.length} relations`,
      got: unknown.r,
      ...(meant === undefined ? {} : { fix: `did you mean ${meant}?` }),
    });
  }
}

/**
 * A split of a profile ("redocred/train"), ready to use.
 *
 * @throws AmtlError (4) when a file is missing: the error names it, where it was looked for and what brings it;
 * (2) for an unknown id, or a file that is torn or not the published one.
 */
export async function loadDataset(profile: ProfileId, id: string): Promise<Dataset> {
  const plan = planOf(profile, id);
  const documents = await cook(plan.recipe);
  const relations = relationsOf(plan);
  checkRelations(id, documents, relations);
  return {
    id,
    documents,
    relations,
    ranking: await rankingOf(profile, id, plan, documents),
    sha256: await datasetHash(profile, id),
    source: sourceOf(plan.recipe),
  };
}

async function rankingOf(
  profile: ProfileId,
  id: string,
  plan: DatasetPlan,
  documents: readonly Document[],
): Promise<readonly string[]> {
  if (plan.ranking === "authors") return REDOCRED_RANKING;
  const { counted } = plan.ranking;
  const by = counted === id ? documents : await cook(planOf(profile, counted).recipe);
  return rankByFrequency(by, relationsOf(plan));
}

/** Published files that a dataset needs and no folder holds. */
export async function missingFiles(profile: ProfileId, id: string): Promise<readonly string[]> {
  const plan = planOf(profile, id);
  const ranked = plan.ranking === "authors" ? id : plan.ranking.counted;
  const needed = [plan, planOf(profile, ranked)].flatMap(({ recipe }) => filesOf(recipe));
  const found = await Promise.all(
    [...new Set(needed)].map(async (name) => ((await findFile(name)) === null ? name : null)),
  );
  return found.filter((name) => name !== null);
}

/**
 * The facts of a training set by names, which Ign-F1 takes out. Where the training documents are missing, the
 * published list of their name triples does.
 *
 * @throws AmtlError (4) when neither is there.
 */
export async function datasetFacts(profile: ProfileId, id: string): Promise<NameTriples> {
  const { recipe, factsFile } = planOf(profile, id);
  const missing = (await missingFiles(profile, id)).at(0);
  if (missing === undefined) return nameTriplesOf((await cook(recipe)).map(toGold));
  const path = factsFile === undefined ? null : await findFile(factsFile);
  if (path === null) throw missingFile(missing);
  const { readTrainingFacts } = await import("../read/training-facts.js");
  return (await readTrainingFacts(path)).triples;
}
