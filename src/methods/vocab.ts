/**
 * The identifiers of the paper's data file, the only ones in command line, CSV and JSON,
 * with the names that people read.
 */

export const BACKBONES = {
  atlop: "ATLOP",
  docunet: "DocuNet",
  "kd-docre": "KD-DocRE",
  dreeam: "DREEAM",
  "ttm-re": "TTM-RE",
  gain: "GAIN",
} as const;

export const ENCODERS = {
  "bert-base-cased": "BERT-base",
  "roberta-large": "RoBERTa-large",
} as const;
/** An encoder as the paper names it; what really runs is the profile's choice. */
export type PaperEncoder = keyof typeof ENCODERS;

export const LOSSES = {
  atl: "ATL",
  "balanced-softmax": "Balanced-Softmax",
  aml: "AML",
  afl: "AFL",
  ncrl: "NCRL",
  "ssr-pu": "SSR-PU",
  pemscl: "PEMSCL",
  sat: "HingeABL_SAT",
  "mean-sat": "HingeABL_MeanSAT",
  hingeabl: "HingeABL",
  amtl: "AMTL",
  bce: "BCE",
} as const;

export const PLUGINS = { logicre: "LogicRE", milr: "MILR", jmrl: "JMRL" } as const;

export const DATASETS = {
  docred: "DocRED",
  redocred: "Re-DocRED",
  "docgnre-gpt": "DocGNRE (GPT)",
  "docgnre-mgpt": "DocGNRE (mGPT)",
  dwie: "DWIE",
} as const;
/** A data set that can be trained on. */
export type TrainDataset = keyof typeof DATASETS;

export const EVAL_SETS = {
  "redocred/dev": "Re-DocRED dev",
  "redocred/test": "Re-DocRED test",
  "docgnre/test": "DocGNRE test",
  "dwie/dev": "DWIE dev",
  "dwie/test": "DWIE test",
} as const;

export const METRICS = {
  f1: "F1",
  "ign-f1": "Ign-F1",
  precision: "P",
  recall: "R",
  threshold: "Threshold",
  "relation-score": "Relation score",
  minutes: "Training Time",
} as const;
export type MetricId = keyof typeof METRICS;

/** single: one threshold for all relations; amt: one in each segment. */
export const FRAMEWORKS = ["single", "amt"] as const;

/** Bands of relations by training frequency (section 6.1); mid-76 and tail-20 overlap, as in the paper. */
export const BANDS = {
  "head-10": "Head-10",
  "mid-76": "Mid-76",
  "tail-20": "Tail-20",
  "tail-10": "Tail-10",
} as const;

export const ORDERINGS = {
  frequency: "by frequency",
  original: "original order",
  random: "random order",
} as const;

/** Spellings that are understood beside the identifiers. */
const OTHER_SPELLINGS: Readonly<Record<string, string>> = { logire: "logicre", ssrpu: "ssr-pu" };

/** The identifier that a user's spelling stands for. */
export const canonicalName = (name: string): string => OTHER_SPELLINGS[name] ?? name;

/** The dev set whose F1 selects the checkpoint of a model trained on this data set. */
export const DEV_SETS: Readonly<Record<TrainDataset, string>> = {
  // DocRED's own dev documents are the documents of Re-DocRED's dev and test sets: they would give the test away.
  docred: "redocred/dev",
  redocred: "redocred/dev",
  // Caption of Table 3.
  "docgnre-gpt": "redocred/dev",
  "docgnre-mgpt": "redocred/dev",
  dwie: "dwie/dev",
};
