import type { ProfileId } from "../contract/train-spec.js";
import { missingFiles } from "../corpus/datasets/datasets.js";
import { surveyDataset, surveyProfile, type Surveyed } from "../corpus/datasets/survey.js";
import { fetchDatasets, type FetchedData } from "../corpus/download/fetch-dataset.js";
import type { Progress } from "../corpus/download/request.js";
import { ownDataset } from "../methods/datasets/own.js";
import { splitIds } from "../methods/datasets/registry.js";
import { loadExperiments } from "./select/experiments.js";

export type { Surveyed } from "../corpus/datasets/survey.js";
export type { FetchedData } from "../corpus/download/fetch-dataset.js";
export type { Progress } from "../corpus/download/request.js";

/** Called with the progress of downloads. */
export interface DownloadListener {
  /** The search for a file or an encoder begins. */
  readonly onName: (name: string) => void;
  readonly onProgress: (progress: Progress) => void;
}

/**
 * The data sets of a profile: counts and hashes of what is here, and how to get what is missing.
 * @param files experiment files, whose own data sets are listed in place of the project's.
 * @throws AmtlError (2) for a file that does not load, or whose data sets are not as they should be.
 */
export async function listDatasets(
  profile: ProfileId,
  files: readonly string[] = [],
): Promise<readonly Surveyed[]> {
  if (files.length > 0) return await listOwn(profile, files);
  const datasets: Surveyed[] = [];
  for await (const dataset of surveyProfile(profile)) datasets.push(dataset);
  return datasets;
}

/** The splits of the data sets that experiment files bring. */
async function listOwn(profile: ProfileId, files: readonly string[]): Promise<readonly Surveyed[]> {
  const loaded = (await Promise.all(files.map((file) => loadExperiments(file)))).flat();
  const own = loaded.flatMap(({ datasets }) => datasets.map(ownDataset));
  const datasets = new Map(own.map((each) => [each.id, each]));
  return await Promise.all(
    splitIds(profile, datasets).map((id) => surveyDataset(profile, id, datasets)),
  );
}

/** Names of the files that the data sets of a profile lack, each once. */
export async function missingDataFiles(profile: ProfileId): Promise<readonly string[]> {
  const missing = await Promise.all(splitIds(profile).map((id) => missingFiles(profile, id)));
  return [...new Set(missing.flat())];
}

export interface GetDataRequest {
  readonly profile: ProfileId;
  /** Files such as redocred/train_revised.json, or corpora. Default: all that the profile lacks. */
  readonly files?: readonly string[] | undefined;
}

/**
 * Downloads data files into the user's cache, and checks each.
 * @throws AmtlError (2) for an unknown name; (4) when files cannot be downloaded, after the others were.
 */
export async function getData(
  { profile, files = [] }: GetDataRequest,
  listener: Partial<DownloadListener> = {},
): Promise<readonly FetchedData[]> {
  return await fetchDatasets(files.length > 0 ? files : await missingDataFiles(profile), listener);
}
