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
