import type { Datasets, DatasetSpec, SplitName } from "../../contract/corpus/dataset.js";
import type { ProfileId } from "../../contract/train-spec.js";

const hasAnywhere = ({ profiles }: DatasetSpec, split: SplitName): boolean =>
  Object.values(profiles).some(({ splits }) => splits[split] !== undefined);

/** Data sets that a model can be trained on, in some profile. */
export const trainingSets = (datasets: Datasets): readonly string[] =>
  [...datasets.values()].filter((each) => hasAnywhere(each, "train")).map(({ id }) => id);

/** Splits that a model can be scored on, in some profile: "redocred/dev". */
export const scoredSets = (datasets: Datasets): readonly string[] =>
  [...datasets.values()].flatMap((each) =>
    (["dev", "test"] as const)
      .filter((split) => hasAnywhere(each, split))
      .map((split) => `${each.id}/${split}`),
  );

/** All splits by name, whether some profile has them or not: the paper counts documents that nobody needs here. */
export const countedSets = (datasets: Datasets): readonly string[] =>
  [...datasets.keys()].flatMap((id) => ["train", "dev", "test"].map((split) => `${id}/${split}`));

/** Whether a profile has a split ("redocred/train"). */
export function hasSplit(datasets: Datasets, profile: ProfileId, id: string): boolean {
  const [name, split] = id.split("/");
  const splits = datasets.get(name)?.profiles[profile]?.splits ?? {};
  return Object.hasOwn(splits, split);
}
