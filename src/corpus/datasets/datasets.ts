import { badInput } from "../../base/errors.js";
import { nearest } from "../../base/text/nearest.js";
import type { ProfileId } from "../../contract/train-spec.js";
import { type NameTriples, nameTriplesOf } from "../../scoring/name-triples.js";
import type { Datasets } from "../../contract/corpus/dataset.js";
import { datasetHash } from "./dataset-hash.js";
import { loadDocuments } from "./documents.js";
import { toGold } from "../read/gold.js";
import { rankByFrequency } from "./ranking.js";
import { describeSource, filesOf } from "./source.js";
import { findFile, missingFile } from "../files/locate.js";
import { splitOf, type SplitSpec } from "../../methods/datasets/registry.js";
import type { Dataset, Document } from "../../contract/corpus/document.js";

function checkRelations(id: string, documents: readonly Document[], relations: readonly string[]) {
  const known = new Set(relations);
  for (const { title, facts } of documents) {
    const unknown = facts?.find(({ r }) => !known.has(r));
    if (unknown === undefined) continue;
    const meant = nearest(unknown.r, relations);
    throw badInput("Unknown relation in a document", {
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
 * @param datasets among which it is looked up: the project's unless given.
 * @throws AmtlError (4) when a file is missing: the error names it, where it was looked for and what brings it;
 * (2) for an unknown id, or a file that is torn or not the published one.
 */
export async function loadDataset(
  profile: ProfileId,
  id: string,
  datasets?: Datasets,
): Promise<Dataset> {
  const split = splitOf(profile, id, datasets);
  const documents = await loadDocuments(split.source);
  const { relations } = split;
  checkRelations(id, documents, relations);
  return {
    id,
    documents,
    relations,
    ranking: await rankingOf(profile, id, split, documents, datasets),
    sha256: await datasetHash(profile, id, datasets),
    source: describeSource(split.source),
  };
}

async function rankingOf(
  profile: ProfileId,
  id: string,
  { ranking, relations }: SplitSpec,
  documents: readonly Document[],
  datasets: Datasets | undefined,
): Promise<readonly string[]> {
  if (!("counted" in ranking)) return ranking;
  const { counted } = ranking;
  const by =
    counted === id ? documents : await loadDocuments(splitOf(profile, counted, datasets).source);
  return rankByFrequency(by, relations);
}

/** Published files that a split needs and no folder holds. */
export async function missingFiles(
  profile: ProfileId,
  id: string,
  datasets?: Datasets,
): Promise<readonly string[]> {
  const split = splitOf(profile, id, datasets);
  const ranked = "counted" in split.ranking ? split.ranking.counted : id;
  const needed = [split, splitOf(profile, ranked, datasets)].flatMap(({ source }) =>
    filesOf(source),
  );
  const found = await Promise.all(
    [...new Set(needed)].map(async (name) => ((await findFile(name)) === null ? name : null)),
  );
  return found.filter((name) => name !== null);
}

/**
 * The published name triples that stand in for the missing documents of a training set; null where the documents are
 * here.
 *
 * @throws AmtlError (4) when neither is.
 */
export async function factsFileOf(
  profile: ProfileId,
  id: string,
  datasets?: Datasets,
): Promise<string | null> {
  const missing = (await missingFiles(profile, id, datasets)).at(0);
  if (missing === undefined) return null;
  const { factsFile } = splitOf(profile, id, datasets);
  const path = factsFile === undefined ? null : await findFile(factsFile);
  if (path === null) throw missingFile(missing);
  return path;
}

/**
 * The facts of a training set by names, which Ign-F1 takes out: those of its `labels`, whatever else its training takes
 * (data-pipeline section 9). Where the training documents are missing, the published list of their name triples does.
 *
 * @throws AmtlError (4) when neither is there.
 */
export async function datasetFacts(
  profile: ProfileId,
  id: string,
  datasets?: Datasets,
): Promise<NameTriples> {
  const path = await factsFileOf(profile, id, datasets);
  if (path === null) {
    const { source } = splitOf(profile, id, datasets);
    return nameTriplesOf((await loadDocuments(source)).map(toGold));
  }
  const { readTrainingFacts } = await import("../read/training-facts.js");
  return (await readTrainingFacts(path)).triples;
}
