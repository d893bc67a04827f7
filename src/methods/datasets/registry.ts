import { badInput } from "../../base/errors.js";
import { nearest } from "../../base/text/nearest.js";
import type {
  Datasets,
  DatasetSpec,
  ProfileData,
  PublishedFile,
  Source,
  SplitName,
} from "../../contract/corpus/dataset.js";
import type { ProfileId } from "../../contract/train-spec.js";
import * as listed from "./index.js";

/** The project's data sets by id. */
export const DATASETS: Datasets = byId(Object.values(listed));

/** The project's data sets and others. */
export const datasetsWith = (own: readonly DatasetSpec[]): Datasets =>
  own.length === 0 ? DATASETS : new Map([...DATASETS, ...byId(own)]);

function byId(datasets: readonly DatasetSpec[]): Datasets {
  return new Map(datasets.map((dataset) => [dataset.id, dataset]));
}

/** Training documents first. */
const SPLITS = ["train", "dev", "test"] as const satisfies readonly SplitName[];

/** Splits that a data set has in a profile ("redocred/train"). */
const splitsIn = ({ id, profiles }: DatasetSpec, profile: ProfileId): readonly string[] =>
  SPLITS.filter((split) => profiles[profile]?.splits[split] !== undefined).map(
    (split) => `${id}/${split}`,
  );

/** All splits of a profile, those of one data set side by side. */
export const splitIds = (profile: ProfileId, datasets: Datasets = DATASETS): readonly string[] =>
  [...datasets.values()].flatMap((dataset) => splitsIn(dataset, profile));

/** A split at the scale of a profile. */
export interface SplitSpec extends Pick<ProfileData, "relations" | "ranking" | "factsFile"> {
  readonly source: Source;
}

/** @throws AmtlError (2) for an id that the profile does not have; it names the nearest one. */
export function splitOf(profile: ProfileId, id: string, datasets: Datasets = DATASETS): SplitSpec {
  const [name, split] = id.split("/");
  const data = datasets.get(name)?.profiles[profile];
  const source = SPLITS.some((each) => each === split)
    ? data?.splits[split as SplitName]
    : undefined;
  if (data !== undefined && source !== undefined) return { ...data, source };
  const known = splitIds(profile, datasets);
  const meant = nearest(id, known);
  throw badInput(`Profile ${profile} has no dataset "${id}"`, {
    where: "dataset",
    expected: known.join(", "),
    got: id,
    ...(meant === undefined ? {} : { fix: `did you mean ${meant}?` }),
  });
}

/** Names of the relations of a split's data set, for people, by id; those without one are left out. */
export const relationNamesOf = (
  id: string,
  datasets: Datasets = DATASETS,
): Readonly<Record<string, string>> => datasets.get(id.split("/")[0])?.relationNames ?? {};

/** What people read for a split: "Re-DocRED dev"; the id itself where the data set is not known. */
export function splitLabel(id: string, datasets: Datasets = DATASETS): string {
  const [name, split] = id.split("/");
  const dataset = datasets.get(name);
  return dataset === undefined ? id : `${dataset.label} ${split}`;
}

/** The released rankings of relations, with the relations in original order: the data that golden files are of. */
export const RELEASED = [...DATASETS.values()].flatMap(({ id, released, relations, profiles }) => {
  const dev = profiles.paper?.splits.dev;
  return released === undefined || dev?.kind !== "file"
    ? []
    : [{ ...released, id, relations, devFile: dev.file }];
});

/** All published files. */
export const PUBLISHED_FILES: readonly PublishedFile[] = [...DATASETS.values()].flatMap(
  ({ files }) => files,
);

/** @throws Error for a name that is not published: names come from the program itself. */
export function publishedFile(name: string): PublishedFile {
  const file = PUBLISHED_FILES.find((one) => one.name === name);
  if (file === undefined) throw new Error(`Expected the name of a published file, got "${name}"`);
  return file;
}
