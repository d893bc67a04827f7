import type {
  DatasetSpec,
  OwnDataset,
  ProfileData,
  Source,
} from "../../contract/corpus/dataset.js";

/** n and lambda of the paper's main data set, for data sets that say nothing. */
export const USUAL_SEGMENTS: DatasetSpec["segments"] = { n: 4, lambda: 3.5 };

/** A user's data set: the same documents at every scale, ranked by what its training file counts. */
export function ownDataset({ id, relations, segments, files }: OwnDataset): DatasetSpec {
  const splits = Object.fromEntries(
    Object.entries(files).map(([split, path]): [string, Source] => [split, { kind: "own", path }]),
  );
  const data: ProfileData = {
    relations,
    ranking: files.train === undefined ? relations : { counted: `${id}/train` },
    splits,
  };
  return {
    id,
    label: id,
    relations,
    devSet: `${id}/dev`,
    segments,
    files: [],
    profiles: { smoke: data, mini: data, paper: data },
  };
}
