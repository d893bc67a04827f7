import { publishedHash } from "../files/hashes.js";
import { locateFile } from "../files/locate.js";
import { readDocuments } from "../read/reader.js";
import type { Recipe } from "../../methods/datasets/recipes.js";
import type { Document } from "../../contract/document.js";

/**
 * The documents that a recipe makes. The generator is loaded here: real text does without.
 * @throws AmtlError (4) for a missing file, (2) for a torn or altered one.
 */
export async function cook(recipe: Recipe): Promise<readonly Document[]> {
  if (recipe.kind === "synthetic") {
    const { generateCorpus } = await import("../../methods/datasets/synthetic/corpus.js");
    return generateCorpus(recipe.corpus, recipe.split, recipe.labels);
  }
  const [start, end] = recipe.slice;
  const documents = (await readPublished(recipe.file)).slice(start, end ?? undefined);
  if (recipe.kind === "file") return documents;
  const relabelled = new Map(
    (await readPublished(recipe.labels)).map((document) => [document.title, document]),
  );
  return documents.flatMap(({ title }) => relabelled.get(title) ?? []);
}

/** Parsed before it is compared with the published bytes: a torn file is best described by where it is torn. */
async function readPublished(name: string): Promise<readonly Document[]> {
  const path = await locateFile(name);
  const documents = await readDocuments(path);
  await publishedHash(name, path);
  return documents;
}
