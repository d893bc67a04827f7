import { DOCRED_RELATION_NAMES } from "./docred-names.js";
import type { DatasetSpec } from "../../contract/corpus/dataset.js";
import { part, published, synthetic } from "./source.js";
import { syntheticRelations } from "./synthetic/parameters.js";

/**
 * Relations of DocRED and of what is built on it: Wikidata property ids in original order, ascending id in rel2id.json
 * (xhm-code/AMTL, meta/; the same in DocRED's own release), without the Na entry.
 */
export const DOCRED_RELATIONS: readonly string[] = `
  P17 P131 P27 P150 P577 P175 P569 P570 P161 P264 P527 P361 P495 P19 P571 P54 P102 P463
  P3373 P40 P30 P50 P1441 P1001 P69 P26 P607 P57 P159 P22 P400 P1344 P206 P127 P170 P178 P20
  P1412 P155 P118 P710 P6 P108 P276 P156 P674 P166 P194 P123 P140 P800 P449 P58 P35 P179
  P706 P162 P37 P241 P31 P403 P580 P137 P585 P112 P86 P176 P749 P937 P36 P576 P355 P136 P364
  P272 P172 P205 P279 P1376 P171 P25 P488 P582 P740 P840 P1366 P676 P1336 P1056 P551 P39
  P1365 P737 P190 P807 P1198
`
  .trim()
  .split(/\s+/);

const JMRL = { from: "qikunxun/JMRL", licence: null } as const;
const MILR = { from: "XingYing-stack/MILR", licence: null } as const;
const EXTENDED = "docred/dev_ext.json";
const DEV = "docred/dev.json";
const FACTS = "docred/train_facts.json";

export const docred: DatasetSpec = {
  id: "docred",
  label: "DocRED",
  relations: DOCRED_RELATIONS,
  relationNames: DOCRED_RELATION_NAMES,
  leaderboard: { file: "result.json", archive: "result.zip" },
  // DocRED's own dev documents are the documents of Re-DocRED's dev and test sets: they would give the test away.
  devSet: "redocred/dev",
  segments: { n: 4, lambda: 3.5 },
  // Most of what Re-DocRED adds to the same documents is missing: a model trained on it finds half of Re-DocRED's facts.
  annotation: { collection: "docred", labels: "incomplete" },
  files: [
    published(
      "docred/train_annotated.json",
      [3053, 38_180],
      "7917c6888ccb22d684265503337717f4ca5fb2a7",
      JMRL,
    ),
    // The paper counts 1,000 documents with 12,323 triples.
    published(DEV, [998, null], "a6e778a03bbfce8298a7e5f864737f89a2968589", JMRL),
    published(EXTENDED, [998, 5256], "47d3293b8c49852881b32fea9e382baea58697ff", MILR, {
      documents: "7b5db0beeea9e364d96dbae45ae6562281cef24c4240a5f2c7556b1b64f20556",
      file: "d868f207c125e59d0934c93456d57297c49c8ad89c5cb5b735cf2ae8488ffcae",
    }),
    published(FACTS, null, "feb6b529ca0291d1a754e9120d87be72da230294", MILR),
  ],
  profiles: {
    smoke: {
      relations: syntheticRelations("news"),
      ranking: { counted: "docred/train" },
      splits: { train: synthetic("news", "train", "sparse") },
    },
    mini: {
      relations: DOCRED_RELATIONS,
      ranking: { counted: "docred/train" },
      splits: {
        train: {
          kind: "relabelled",
          file: "redocred/dev_revised.json",
          slice: [0, 400],
          labels: EXTENDED,
        },
      },
    },
    paper: {
      relations: DOCRED_RELATIONS,
      ranking: { counted: "docred/train" },
      splits: { train: part("docred/train_annotated.json"), dev: part(DEV) },
      factsFile: FACTS,
    },
  },
};
