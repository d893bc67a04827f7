/** A data set that an experiment file brings: the table lists it in `datasets`. Nothing is checked before that. */
export interface DatasetDefinition extends DatasetFiles {
  readonly kind: "dataset";
  /** Lower-case letters, digits and hyphens; none of the project's own. */
  readonly id: string;
}

/**
 * Files of documents in DocRED's JSON, all of them labelled. Paths are relative to the experiment file. A data set
 * without `train` is only scored on; one with it needs `dev`, which selects the checkpoint.
 */
export interface DatasetFiles {
  readonly train?: string;
  readonly dev?: string;
  readonly test?: string;
  /** All relations, in the order that `ordering: "original"` means; left out: those that the labels name. */
  readonly relations?: readonly string[];
  /** Number of segments where a row says nothing; left out: 4. */
  readonly n?: number;
  /** lambda where a row says nothing; left out: 3.5. */
  readonly lambda?: number;
}

/** An encoder that an experiment file brings: the table lists it in `encoders`. */
export interface EncoderDefinition {
  readonly kind: "encoder";
  /** Lower-case letters, digits, dots and hyphens; none of the project's own. */
  readonly id: string;
  /** A Hugging Face folder, relative to the experiment file, or a repository of the hub ("owner/name@revision"). */
  readonly from: string;
}

/** A data set of one's own: `dataset("mine", { train: "train.json", dev: "dev.json", test: "test.json" })`. */
export const dataset = (id: string, files: DatasetFiles): DatasetDefinition => ({
  ...files,
  kind: "dataset",
  id,
});

/** An encoder of one's own: `encoder("scibert", "./scibert")`, or with the name of a repository of the hub. */
export const encoder = (id: string, from: string): EncoderDefinition => ({
  kind: "encoder",
  id,
  from,
});
