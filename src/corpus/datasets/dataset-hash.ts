import { canonicalJson, type Json, sha256 } from "../../base/canonical.js";
import type { ProfileId } from "../../contract/spec.js";
import { ingredients } from "./ingredients.js";
import { DWIE_RELATIONS } from "../../methods/datasets/inventory/dwie.js";
import { DOCRED_RELATIONS, REDOCRED_RANKING } from "../../methods/datasets/inventory/redocred.js";
import { type DatasetPlan, planOf } from "../../methods/datasets/recipes.js";
import { syntheticRelations } from "../../methods/datasets/synthetic/identity.js";

/** Raised by hand whenever the same files give other documents, relations or rankings. */
const DATASETS_VERSION = 1;

/** The relations of a dataset's corpus, in their original order. */
export function relationsOf({ inventory }: DatasetPlan): readonly string[] {
  switch (inventory) {
    case "docred":
      return DOCRED_RELATIONS;
    case "dwie":
      return DWIE_RELATIONS;
    case "news":
    case "wire":
      return syntheticRelations(inventory);
  }
}

/**
 * SHA-256 of what fixes a dataset: its recipe, the content of its files and of those that rank its relations.
 * Reads no documents, and no file whose hash is remembered: `plan` asks for it at every start, which is why this file
 * loads nothing that reads documents.
 *
 * @throws AmtlError (4) when a file is missing; (2) for an unknown id, or a file that is not the published one.
 */
export async function datasetHash(profile: ProfileId, id: string): Promise<string> {
  const plan = planOf(profile, id);
  const { ranking } = plan;
  const parts: Json = {
    version: DATASETS_VERSION,
    recipe: { ...plan.recipe },
    content: await ingredients(plan.recipe),
    relations: relationsOf(plan),
    ranking:
      ranking === "authors"
        ? REDOCRED_RANKING
        : await ingredients(planOf(profile, ranking.counted).recipe),
  };
  return sha256(canonicalJson(parts));
}
