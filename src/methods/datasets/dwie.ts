import type { DatasetSpec } from "../../contract/corpus/dataset.js";
import { part, published, synthetic } from "./source.js";
import { syntheticRelations } from "./synthetic/parameters.js";

/** In original order: ascending id in rel2id.json (qikunxun/JMRL, dataset_dwie/), without Na. */
export const DWIE_RELATIONS: readonly string[] = `
  citizen_of in0 in0-x gpe0 member_of agent_of citizen_of-x head_of_gov institution_of
  part_of based_in0 based_in0-x head_of minister_of minister_of-x based_in2 product_of
  head_of_gov-x agent_of-x head_of_state head_of_state-x agency_of agency_of-x ministry_of
  in2 player_of event_in0 mayor_of award_received parent_of spouse_of child_of appears_in vs
  won_vs spokesperson_of in1 based_in1 based_in1-x gpe1 created_by law_of coach_of event_in2
  signed_by based_in2-x present_in0 event_in directed_by character_in plays_in is_meeting
  sanctions sibling advisor_of brand_of event_in0-x artifact_of gpe2 played_by artifact_of-x
  founder_of royalty_of event_in1 publisher
`
  .trim()
  .split(/\s+/);

const JMRL = { from: "qikunxun/JMRL", licence: null } as const;
const DEV = "dwie/dev.json";
const TEST = "dwie/test.json";
const FACTS = "dwie/train_facts.json";
const ranking = { counted: "dwie/train" } as const;
/** As counted in dev; test's largest document has 58. */
const MOST_ENTITIES = 81;

export const dwie: DatasetSpec = {
  id: "dwie",
  label: "DWIE",
  relations: DWIE_RELATIONS,
  devSet: "dwie/dev",
  // Paper, section 4.3.
  segments: { n: 3, lambda: 3 },
  // Not measured: 602 documents, most of them in two windows.
  relativeTime: 0.7,
  files: [
    published(
      "dwie/train_annotated.json",
      [602, 14_403],
      "d1695b97727f97e896ca86e2090a8612b7e2eeb2",
      JMRL,
    ),
    published(DEV, [98, 2624], "14c5c2c2fd12e870f24214ffbd1ac013a680c383", JMRL, {
      documents: "b0e52238758a7e0eee4e05cdfb69fa38973758dbfde701c4810ccf1e24f65d60",
      file: "b4189e8aa05e2bbe033825dbc56876f494466d8881451aa2bdcbad793dd018c9",
    }),
    // The paper prints 2,495 triples.
    published(TEST, [99, 2459], "687e2c323c1f17842a283da1d65da03f5518138a", JMRL, {
      documents: "9a5299ef95a6e64b67104caa256ee212dde8b55be948ff675a55d71c9c5e75c9",
      file: "eca350115f9b291e73193388bf5c9c7b974bc7153235b16217be35e175b68fcb",
    }),
    published(FACTS, null, "f8ab9d543b31bfeca0bba724c099b425d69c05df", JMRL),
  ],
  profiles: {
    smoke: {
      relations: syntheticRelations("wire"),
      ranking,
      splits: {
        train: synthetic("wire", "train", "complete"),
        dev: synthetic("wire", "dev", "complete"),
        test: synthetic("wire", "test", "complete"),
      },
      mostEntities: 16,
    },
    mini: {
      relations: DWIE_RELATIONS,
      ranking,
      splits: { train: part(DEV, 0, 78), dev: part(DEV, -20), test: part(TEST) },
      mostEntities: MOST_ENTITIES,
    },
    paper: {
      relations: DWIE_RELATIONS,
      ranking,
      splits: { train: part("dwie/train_annotated.json"), dev: part(DEV), test: part(TEST) },
      mostEntities: MOST_ENTITIES,
      factsFile: FACTS,
    },
  },
};
