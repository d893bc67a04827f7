import { badInput } from "../../base/errors.js";
import { nearest } from "../../base/nearest.js";
import type { ProfileId } from "../../contract/train-spec.js";
import type { CorpusName, LabelName, Split } from "./synthetic/parameters.js";

/** Documents of a published file that make up a split; the end is exclusive, negative counts from the back. */
interface FileRecipe {
  readonly kind: "file";
  readonly file: string;
  readonly slice: readonly [start: number, end: number | null];
}

/** The same titles in another file, with that file's entities and labels; titles that it lacks are left out. */
interface RelabelledRecipe extends Omit<FileRecipe, "kind"> {
  readonly kind: "relabelled";
  readonly labels: string;
}

interface SyntheticRecipe {
  readonly kind: "synthetic";
  readonly corpus: CorpusName;
  readonly split: Split;
  readonly labels: LabelName;
}

export type Recipe = FileRecipe | RelabelledRecipe | SyntheticRecipe;

/** Which relations a dataset knows, and what ranks them. */
export interface DatasetPlan {
  readonly recipe: Recipe;
  readonly inventory: "docred" | "dwie" | CorpusName;
  /** authors: the released ranking; otherwise the dataset whose facts are counted. */
  readonly ranking: "authors" | { readonly counted: string };
  /** Name triples that stand in for the training documents when only Ign-F1 needs them. */
  readonly factsFile?: string;
}

const file = (name: string, start = 0, end: number | null = null): FileRecipe => ({
  kind: "file",
  file: name,
  slice: [start, end],
});
const synthetic = (corpus: CorpusName, split: Split, labels: LabelName): SyntheticRecipe => ({
  kind: "synthetic",
  corpus,
  split,
  labels,
});
const authors = (recipe: Recipe): DatasetPlan => ({
  recipe,
  inventory: "docred",
  ranking: "authors",
});
const counted = (recipe: Recipe, inventory: DatasetPlan["inventory"], by: string): DatasetPlan => ({
  recipe,
  inventory,
  ranking: { counted: by },
});

const DEV = "redocred/dev_revised.json";
const TEST = "redocred/test_revised.json";
const ENHANCED = "docgnre/re_docred_train_data_enhancement";

const SMOKE: Readonly<Record<string, DatasetPlan>> = {
  "redocred/train": counted(synthetic("news", "train", "complete"), "news", "redocred/train"),
  "redocred/dev": counted(synthetic("news", "dev", "complete"), "news", "redocred/train"),
  "redocred/test": counted(synthetic("news", "test", "complete"), "news", "redocred/train"),
  "docred/train": counted(synthetic("news", "train", "sparse"), "news", "docred/train"),
  "docgnre-gpt/train": counted(synthetic("news", "train", "gpt"), "news", "redocred/train"),
  "docgnre-mgpt/train": counted(synthetic("news", "train", "mgpt"), "news", "redocred/train"),
  "docgnre/test": counted(synthetic("news", "test", "checked"), "news", "redocred/train"),
  "dwie/train": counted(synthetic("wire", "train", "complete"), "wire", "dwie/train"),
  "dwie/dev": counted(synthetic("wire", "dev", "complete"), "wire", "dwie/train"),
  "dwie/test": counted(synthetic("wire", "test", "complete"), "wire", "dwie/train"),
};

/** Real text, as far as files that anybody can fetch without asking go (design, section 2). */
const MINI: Readonly<Record<string, DatasetPlan>> = {
  "redocred/train": authors(file(DEV, 0, 400)),
  "redocred/dev": authors(file(DEV, -100)),
  "redocred/test": authors(file(TEST)),
  "docred/train": counted(
    { kind: "relabelled", file: DEV, slice: [0, 400], labels: "docred/dev_ext.json" },
    "docred",
    "docred/train",
  ),
  "docgnre/test": authors(file("docgnre/test.json")),
  "dwie/train": counted(file("dwie/dev.json", 0, 78), "dwie", "dwie/train"),
  "dwie/dev": counted(file("dwie/dev.json", -20), "dwie", "dwie/train"),
  "dwie/test": counted(file("dwie/test.json"), "dwie", "dwie/train"),
};

const PAPER: Readonly<Record<string, DatasetPlan>> = {
  "redocred/train": authors(file("redocred/train_revised.json")),
  "redocred/dev": authors(file(DEV)),
  "redocred/test": authors(file(TEST)),
  "docred/train": {
    ...counted(file("docred/train_annotated.json"), "docred", "docred/train"),
    factsFile: "docred/train_facts.json",
  },
  "docgnre-gpt/train": authors(file(`${ENHANCED}.json`)),
  "docgnre-mgpt/train": authors(file(`${ENHANCED}_more.json`)),
  "docgnre/test": authors(file("docgnre/test.json")),
  "dwie/train": {
    ...counted(file("dwie/train_annotated.json"), "dwie", "dwie/train"),
    factsFile: "dwie/train_facts.json",
  },
  "dwie/dev": counted(file("dwie/dev.json"), "dwie", "dwie/train"),
  "dwie/test": counted(file("dwie/test.json"), "dwie", "dwie/train"),
};

const PLANS: Readonly<Record<ProfileId, Readonly<Record<string, DatasetPlan>>>> = {
  smoke: SMOKE,
  mini: MINI,
  paper: PAPER,
};

/** Ids of the datasets that a profile has, training sets first within each corpus. */
export const datasetIds = (profile: ProfileId): readonly string[] => Object.keys(PLANS[profile]);

/** @throws AmtlError (2) for an id that the profile does not have. */
export function planOf(profile: ProfileId, id: string): DatasetPlan {
  const plans = PLANS[profile];
  if (Object.hasOwn(plans, id)) return plans[id];
  const meant = nearest(id, Object.keys(plans));
  throw badInput(`Profile ${profile} has no dataset "${id}"`, {
    where: "dataset",
    expected: Object.keys(plans).join(", "),
    got: id,
    ...(meant === undefined ? {} : { fix: `did you mean ${meant}?` }),
  });
}
