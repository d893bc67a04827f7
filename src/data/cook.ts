import { publishedHash } from "./hashes.js";
import { locateFile } from "./locate.js";
import { readDocuments } from "./reader.js";
import type { Recipe } from "./recipes.js";
import { corpusHash } from "./synthetic/identity.js";
import type { Document } from "./types.js";

/** Published files that a recipe reads. */
export function filesOf(recipe: Recipe): string[] {
  switch (recipe.kind) {
    case "synthetic":
      return [];
    case "file":
      return [recipe.file];
    case "relabelled":
      return [recipe.file, recipe.labels];
  }
}

/**
 * The documents that a recipe makes. The generator is loaded here: a plan asks for hashes only.
 * @throws AmtlError (4) for a missing file, (2) for a torn or altered one.
 */
export async function cook(recipe: Recipe): Promise<readonly Document[]> {
  if (recipe.kind === "synthetic") {
    const { generateCorpus } = await import("./synthetic/corpus.js");
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

/** What fixes the documents of a recipe, without reading them: content hashes of its files by name. */
export async function ingredients(recipe: Recipe): Promise<Readonly<Record<string, string>>> {
  if (recipe.kind === "synthetic") {
    return { synthetic: corpusHash(recipe.corpus, recipe.split, recipe.labels) };
  }
  const entries = filesOf(recipe).map(
    async (name) => [name, await publishedHash(name, await locateFile(name))] as const,
  );
  return Object.fromEntries(await Promise.all(entries));
}

/** Where a recipe's documents come from, for people. */
export function sourceOf(recipe: Recipe): string {
  if (recipe.kind === "synthetic") {
    return `generated: ${recipe.corpus}, ${recipe.split}, labels ${recipe.labels}`;
  }
  const [start, end] = recipe.slice;
  const part =
    start === 0 && end === null
      ? ""
      : start < 0
        ? `, last ${-start} documents`
        : `, documents ${start} to ${(end ?? Infinity) - 1}`;
  const labels = recipe.kind === "relabelled" ? `, labels of ${recipe.labels}` : "";
  return recipe.file + part + labels;
}
