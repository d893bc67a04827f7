import type { ProfileId } from "../../contract/train-spec.js";
import type { Datasets } from "../../contract/corpus/dataset.js";
import { describeSource, filesOf } from "./source.js";
import { loadDataset, missingFiles } from "./datasets.js";
import { fileHashes, type FileHashes } from "../files/hashes.js";
import { findFile, howToGet, originText } from "../files/locate.js";
import { publishedFile, splitIds, splitOf } from "../../methods/datasets/registry.js";

/** A file that a dataset reads. */
export interface SurveyedFile extends FileHashes {
  readonly name: string;
  readonly path: string;
  readonly from: string;
}

/** What `amtl-run data` says of a dataset. */
export type Surveyed =
  | {
      readonly status: "here";
      readonly id: string;
      readonly documents: number;
      /** Relations of the inventory, and those that some fact has. */
      readonly relations: number;
      readonly used: number;
      readonly triples: number;
      readonly sha256: string;
      readonly source: string;
      readonly files: readonly SurveyedFile[];
    }
  | {
      readonly status: "missing";
      readonly id: string;
      readonly source: string;
      readonly missing: readonly { readonly file: string; readonly fix: string }[];
    };

/** Looks at one dataset: counts what is there, says how to get what is not. */
export async function surveyDataset(
  profile: ProfileId,
  id: string,
  datasets?: Datasets,
): Promise<Surveyed> {
  const { source: from } = splitOf(profile, id, datasets);
  const missing = await missingFiles(profile, id, datasets);
  if (missing.length > 0) {
    const how = missing.map((file) => ({ file, fix: howToGet(file) }));
    return { status: "missing", id, source: describeSource(from), missing: how };
  }
  const { documents, relations, sha256, source } = await loadDataset(profile, id, datasets);
  const facts = documents.flatMap((document) => document.facts ?? []);
  const files = await Promise.all(
    filesOf(from).map(async (name) => {
      const path = (await findFile(name))!;
      return { name, path, from: originText(publishedFile(name)), ...(await fileHashes(path)) };
    }),
  );
  return {
    status: "here",
    id,
    documents: documents.length,
    relations: relations.length,
    used: new Set(facts.map(({ r }) => r)).size,
    triples: facts.length,
    sha256,
    source,
    files,
  };
}

/** All datasets of a profile, one at a time: a corpus in memory is large. */
export async function* surveyProfile(profile: ProfileId): AsyncGenerator<Surveyed> {
  for (const id of splitIds(profile)) yield surveyDataset(profile, id);
}
