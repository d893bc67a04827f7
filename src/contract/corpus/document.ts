/** Documents as the files hold them (DocRED JSON), after validation. */
export interface Mention {
  readonly name: string;
  readonly sentence: number;
  /** Word offsets in the sentence, end exclusive. */
  readonly start: number;
  readonly end: number;
  readonly type: string;
}

export interface Fact {
  readonly h: number;
  readonly t: number;
  readonly r: string;
  readonly evidence: readonly number[];
  /** A label for training only, from a list that the file keeps apart: neither gold nor a training fact of Ign-F1. */
  readonly added?: true;
}

/** A fact that a language model proposed; scores are DocGNRE's, and only those above 0 count. */
export interface AddedFact extends Omit<Fact, "evidence" | "added"> {
  readonly score: number;
}

export interface Document {
  readonly title: string;
  readonly sentences: readonly (readonly string[])[];
  /** Entities, each a list of mentions. */
  readonly entities: readonly (readonly Mention[])[];
  /** null: the file has no labels for it (blind test file), not "no facts". */
  readonly facts: readonly Fact[] | null;
  /** Facts that the file keeps apart from its labels (`gpt_labels`); they are none of `facts`. */
  readonly added?: readonly AddedFact[];
}

/** What a backbone can ask for beside pieces, mentions and pairs. */
export type FeatureKind = "sentences" | "evidence" | "entity-types";

/**
 * official: labelled pairs first, in the order of their first label, then every other ordered pair h ≠ t
 * (ATLOP, AMTL, HingeABL, DocuNet). all: the N² nested pairs, self pairs included and never labelled (KD-DocRE).
 */
export type PairOrder = "official" | "all";

/**
 * A document as the model sees it (data-pipeline sections 2 and 3).
 * Arrays of numbers are typed: they are shipped to tensors as they are.
 */
export interface Features {
  readonly title: string;
  /** Ids with special tokens, not padded. */
  readonly inputIds: Int32Array;
  /** For each entity the [start, end) of its mentions, counted without the leading special token. */
  readonly entityPositions: readonly (readonly (readonly [number, number])[])[];
  /** Ordered pairs, labelled ones first: [h0, t0, h1, t1, …]. */
  readonly pairs: Int32Array;
  /**
   * For each labelled pair, in pair order, its relation columns (of the layout). Pairs beyond this list have none.
   */
  readonly positives: readonly (readonly number[])[];
  /** Asked for as "sentences": [start, end) of each sentence, counted as mentions are; together they are the document. */
  readonly sentences?: readonly (readonly [number, number])[];
  /**
   * Asked for as "evidence": for each labelled pair, in pair order, how often each sentence is listed as evidence, over
   * all its facts. Pairs beyond this list have none.
   */
  readonly evidence?: readonly (readonly number[])[];
  /** Asked for as "entity-types": for each entity the type of each of its mentions ("PER"). */
  readonly entityTypes?: readonly (readonly string[])[];
}

/** A split ready to use. */
export interface Dataset {
  /** e.g. "redocred/train". */
  readonly id: string;
  readonly documents: readonly Document[];
  /** All relations of the inventory in original order (rel2id without Na). */
  readonly relations: readonly string[];
  /** The same, by descending frequency in the training file (ties: original order). */
  readonly ranking: readonly string[];
  /** SHA-256 of everything above that can change a result. */
  readonly sha256: string;
  /** Where it came from, for people. */
  readonly source: string;
}
