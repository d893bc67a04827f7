import type { Recipe } from "../../methods/datasets/recipes.js";
import { corpusHash } from "../../methods/datasets/synthetic/identity.js";

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

/** What fixes the documents of a recipe, without reading them: content hashes of its files by name. */
export async function ingredients(recipe: Recipe): Promise<Readonly<Record<string, string>>> {
  if (recipe.kind === "synthetic") {
    return { synthetic: corpusHash(recipe.corpus, recipe.split, recipe.labels) };
  }
  // Loaded here: where the corpus is generated there is no file to look for.
  const [{ publishedHash }, { locateFile }] = await Promise.all([
    import("../files/hashes.js"),
    import("../files/locate.js"),
  ]);
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
