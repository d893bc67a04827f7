import type { ProfileId } from "../train-spec.js";

/** A published corpus file, under the name that it has in AMTL_DATA, in the cache and in amtl.config.json. */
export interface PublishedFile {
  /** e.g. "redocred/dev_revised.json" */
  readonly name: string;
  /** What it holds; null: not documents, but name triples of facts. */
  readonly counts: FileCounts | null;
  /** Git's blob id: SHA-1 of "blob <size>", a zero byte and the content; read from the repository's own tree. */
  readonly blob: string;
  /** SHA-256 of what its documents say, and of the file: a copy that is only written otherwise is the same data. */
  readonly content?: { readonly documents: string; readonly file: string };
  /** Whose it is: a repository, or the authors and the repository that has it under an address of its own. */
  readonly from: string;
  /** null: it says none. */
  readonly licence: string | null;
}

/** How much a file of documents holds. */
export interface FileCounts {
  readonly documents: number;
  /**
   * Facts, repeats counted; of a file that keeps some apart, those that training takes. As counted, or for training files
   * as the paper's Table 1 prints; null: nobody says.
   */
  readonly triples: number | null;
}

export type SplitName = "train" | "dev" | "test";

/** Documents of a published file that make up a split; the end is exclusive, negative counts from the back. */
export interface FileSource {
  readonly kind: "file";
  readonly file: string;
  readonly slice: readonly [start: number, end: number | null];
}

/** The same titles in another file, with that file's entities and labels; titles that it lacks are left out. */
export interface RelabelledSource extends Omit<FileSource, "kind"> {
  readonly kind: "relabelled";
  readonly labels: string;
}

/** A published file whose `gpt_labels` are merged into its labels, as DocGNRE's own training does. */
export interface EnhancedSource extends Omit<FileSource, "kind"> {
  readonly kind: "enhanced";
}

export type SyntheticCorpus = "news" | "wire";
export type SyntheticLabels = "complete" | "sparse" | "gpt" | "mgpt" | "checked";

/** Documents that the program generates. */
export interface SyntheticSource {
  readonly kind: "synthetic";
  readonly corpus: SyntheticCorpus;
  readonly split: SplitName;
  readonly labels: SyntheticLabels;
}

/** A user's file, known by its content. */
export interface OwnSource {
  readonly kind: "own";
  /** Absolute. */
  readonly path: string;
}

/** Where the documents of a split come from. Its JSON is part of the data's hash: a changed form changes every run. */
export type Source = FileSource | RelabelledSource | EnhancedSource | SyntheticSource | OwnSource;

/** A data set at the scale of a profile. */
export interface ProfileData {
  /** All relations that documents may name, in original order. */
  readonly relations: readonly string[];
  /** The relations by descending training frequency as somebody released them, or the split whose facts are counted. */
  readonly ranking: readonly string[] | { readonly counted: string };
  readonly splits: Readonly<Partial<Record<SplitName, Source>>>;
  /** Entities of the largest document of its splits; absent: nobody says. */
  readonly mostEntities?: number;
  /** Published name triples that replace missing training documents where only Ign-F1 needs them. */
  readonly factsFile?: string;
}

/** Which documents were labelled, and how. */
export interface Annotation {
  /** Data sets of one collection label the same documents, or splits of them. */
  readonly collection: string;
  /** incomplete: many true facts have no label, so that a model learns to leave them out. */
  readonly labels: "complete" | "incomplete";
}

/** A data set: plain data that says everything about it. */
export interface DatasetSpec {
  /** What experiments call it: `trainedOn: "redocred"`, `scoredOn: "redocred/test"`. */
  readonly id: string;
  /** What people read. */
  readonly label: string;
  /** Relations of the real data in original order; a profile may have others in their place. */
  readonly relations: readonly string[];
  /** Names of these relations, for people; absent: they are their own names. */
  readonly relationNames?: Readonly<Record<string, string>>;
  /** The split whose F1 selects the checkpoint of a model trained on it. */
  readonly devSet: string;
  /** The split that a model trained on it is scored on where an experiment says "test"; absent: its own. */
  readonly testSet?: string;
  /** Number of segments and lambda where an experiment says nothing. */
  readonly segments: { readonly n: number; readonly lambda: number };
  /** Whose documents they are and how completely they are labelled; absent: nothing is known of it. */
  readonly annotation?: Annotation;
  /** The published files that it brings; splits may also read those of other data sets. */
  readonly files: readonly PublishedFile[];
  /** What there is at each scale; a profile that is not there has nothing of it. */
  readonly profiles: Readonly<Partial<Record<ProfileId, ProfileData>>>;
  /** What its leaderboard takes: the file of predictions, and the archive that holds it; absent: it has none. */
  readonly leaderboard?: { readonly file: string; readonly archive: string };
  /** Time of a training as a multiple of Re-DocRED's, before any was measured; absent: 1. */
  readonly relativeTime?: number;
  /** Relations by descending training frequency as somebody released them, and whose ranking it is. */
  readonly released?: { readonly ranking: readonly string[]; readonly by: string };
}

export type Datasets = ReadonlyMap<string, DatasetSpec>;

/** A user's data set, as a job carries it: where its files are, and what was read from them. */
export interface OwnDataset {
  readonly id: string;
  readonly relations: readonly string[];
  readonly segments: DatasetSpec["segments"];
  /** Absolute paths. */
  readonly files: Readonly<Partial<Record<SplitName, string>>>;
}
