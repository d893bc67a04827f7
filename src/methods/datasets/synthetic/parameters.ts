import type {
  SplitName,
  SyntheticCorpus,
  SyntheticLabels,
} from "../../../contract/corpus/dataset.js";

/**
 * Everything that shapes the synthetic corpora of profile "smoke", in one place. They are built so that a tiny
 * encoder can learn them in some hundred steps, and only from the words between mentions: names say nothing
 * about a relation.
 */
export interface CorpusParameters {
  readonly seed: number;
  /** First letter of the relations' ids. */
  readonly prefix: string;
  /** Documents of each split. */
  readonly documents: Readonly<Record<SplitName, number>>;
  readonly relations: number;
  /** The relation of rank k is stated in proportion to k^-zipf. */
  readonly zipf: number;
  /** Words that state a relation; any one of them does. */
  readonly triggers: number;
  /** Entities that documents draw from, each with a full name, a short one and an alias. */
  readonly entities: number;
  /** Facts that documents state again and again; the others are new in each document. */
  readonly knownFacts: number;
  readonly knownShare: number;
  /** Facts that a document states: least and most. */
  readonly facts: readonly [number, number];
  /** Entities that facts and other sentences of a document choose from: least and most. */
  readonly entitiesADocument: readonly [number, number];
  /** Share of all sentences that join two mentions by a verb which states nothing. */
  readonly neutral: number;
  /** Share of all sentences that only hint at a fact: unlabelled in Re-DocRED, labelled in DocGNRE. */
  readonly hinted: number;
  /** Share of facts that name the tail first, with a marker. */
  readonly reversed: number;
  /** Share of facts whose two mentions are in neighbouring sentences. */
  readonly crossing: number;
  /** Share of facts that give a pair, which has a relation already, a second one. */
  readonly repeatedPair: number;
  /** Chance of an adverb or an article between the mentions of a fact. */
  readonly between: number;
  /** Chance that an entity's later mention has its short name or its alias. */
  readonly otherName: number;
  /** Chance of a full name of two words. */
  readonly longName: number;
  /** Most words before and after what a sentence states. */
  readonly padding: number;
}

/** Raised by hand whenever the generator makes other documents from the same parameters. */
export const SYNTHETIC_VERSION = 3;

const NEWS: CorpusParameters = {
  seed: 20240,
  prefix: "S",
  documents: { train: 2400, dev: 100, test: 200 },
  relations: 24,
  zipf: 1,
  triggers: 2,
  entities: 400,
  knownFacts: 900,
  knownShare: 0.4,
  facts: [4, 6],
  entitiesADocument: [6, 9],
  neutral: 0.26,
  hinted: 0.07,
  reversed: 0.2,
  crossing: 0.12,
  repeatedPair: 0.06,
  between: 0.4,
  otherName: 0.5,
  longName: 0.3,
  padding: 2,
};

/** The corpora: "news" stands for DocRED and what was made from it, "wire" for DWIE. */
export const CORPORA = {
  news: NEWS,
  wire: {
    ...NEWS,
    seed: 20241,
    prefix: "W",
    documents: { train: 2400, dev: 60, test: 100 },
    facts: [5, 8],
    entitiesADocument: [8, 10],
  },
} as const satisfies Record<SyntheticCorpus, CorpusParameters>;

/** Relations in original order: "S01", "S02", … */
export const relationIds = ({ relations, prefix }: CorpusParameters): readonly string[] =>
  Array.from({ length: relations }, (_, index) => prefix + String(index + 1).padStart(2, "0"));

/** Relations of a corpus in original order, without making it. */
export const syntheticRelations = (corpus: SyntheticCorpus): readonly string[] =>
  relationIds(CORPORA[corpus]);

/** What the training labels of a derived corpus leave out of the facts that a document states, and add to them. */
export interface LabelPolicy {
  /** Share of stated facts that are labelled, by the word that states them: the first of its relation, the next. */
  readonly stated: readonly number[];
  /** Share of hinted facts that are labelled. */
  readonly hinted: number;
  /** Wrong facts that are added, as a share of the stated ones. */
  readonly wrong: number;
}

export const LABELS = {
  /** Re-DocRED: everything that is stated. */
  complete: { stated: [1, 1], hinted: 0, wrong: 0 },
  /**
   * DocRED: three fifths of the facts are missing, and not at random: annotators saw most of those that are put in
   * familiar words, and hardly any others.
   */
  sparse: { stated: [0.75, 0.05], hinted: 0, wrong: 0 },
  /** DocGNRE's first enhancement: some of what is hinted at, and mistakes. */
  gpt: { stated: [1, 1], hinted: 0.6, wrong: 0.03 },
  /** DocGNRE's second enhancement: more of both. */
  mgpt: { stated: [1, 1], hinted: 0.9, wrong: 0.06 },
  /** DocGNRE's test file, checked by people. */
  checked: { stated: [1, 1], hinted: 1, wrong: 0 },
} as const satisfies Record<SyntheticLabels, LabelPolicy>;
