import { DOCRED_RELATION_NAMES } from "./docred-names.js";
import type { DatasetSpec, PublishedFile, SyntheticLabels } from "../../contract/corpus/dataset.js";
import { DOCRED_RELATIONS } from "./docred.js";
import { REDOCRED_RANKING } from "./redocred.js";
import { enhancedFile, part, published, synthetic } from "./source.js";
import { syntheticRelations } from "./synthetic/parameters.js";

const FROM = { from: "bigai-nlco/DocGNRE, by qikunxun/JMRL", licence: "MIT" } as const;
const TEST = "docgnre/test.json";

const SHARED = {
  relations: DOCRED_RELATIONS,
  relationNames: DOCRED_RELATION_NAMES,
  // Caption of Table 3.
  devSet: "redocred/dev",
  segments: { n: 4, lambda: 3.5 },
  annotation: { collection: "docred", labels: "complete" },
} as const;

const smoke = {
  relations: syntheticRelations("news"),
  ranking: { counted: "redocred/train" },
} as const;
const real = { relations: DOCRED_RELATIONS, ranking: REDOCRED_RANKING } as const;

/** The test set: Re-DocRED's with facts that people checked. It has no training documents of its own. */
export const docgnre: DatasetSpec = {
  ...SHARED,
  id: "docgnre",
  label: "DocGNRE",
  files: [
    published(TEST, [500, 19_526], "d50ec2cfe3d0dfb21632bf8a90a99368b7bf9f6e", FROM, {
      documents: "ed923f9133613736ac94bec407dac5fc71b212e4ce3a77ad25aa565924906b67",
      file: "5dcd9a026c69b581c650127dba413f442fd88b7b247e5565f4c00f0e61ded081",
    }),
  ],
  profiles: {
    smoke: { ...smoke, splits: { test: synthetic("news", "test", "checked") } },
    mini: { ...real, splits: { test: part(TEST) } },
    paper: { ...real, splits: { test: part(TEST) } },
  },
};

/**
 * Re-DocRED's training documents with facts that a language model added. Profile mini has none of them. A model learns the
 * added facts, too; Ign-F1 takes out those of `labels` alone, as DocGNRE's own evaluation does. In profile smoke nothing
 * is kept apart: the generator labels all of them.
 */
const enhanced = (
  id: string,
  label: string,
  labels: SyntheticLabels,
  file: PublishedFile,
): DatasetSpec => ({
  ...SHARED,
  id,
  label,
  testSet: `${docgnre.id}/test`,
  files: [file],
  profiles: {
    smoke: { ...smoke, splits: { train: synthetic("news", "train", labels) } },
    paper: { ...real, splits: { train: enhancedFile(file.name) } },
  },
});

const ENHANCED = "docgnre/re_docred_train_data_enhancement";

export const docgnreGpt = enhanced(
  "docgnre-gpt",
  "DocGNRE (GPT)",
  "gpt",
  published(`${ENHANCED}.json`, [3053, 96_505], "2986ac4cfe12d678be2fc2b7db646fd6dc907bcc", FROM),
);

export const docgnreMgpt = enhanced(
  "docgnre-mgpt",
  "DocGNRE (mGPT)",
  "mgpt",
  published(
    `${ENHANCED}_more.json`,
    [3053, 103_561],
    "22933ae0da1bf2dadf824baa7f1d482076e2d3b5",
    FROM,
  ),
);
