import assert from "node:assert/strict";
import { mergeAdded } from "../../../src/corpus/datasets/merge-added.js";
import { toGold } from "../../../src/corpus/read/gold.js";
import { parseDocuments } from "../../../src/corpus/read/reader.js";

const mention = (name: string) => [{ name, sent_id: 0, pos: [0, 1], type: "LOC" }];
const RAW = {
  title: "T",
  sents: [["Oslo", "Norway"]],
  vertexSet: [mention("Oslo"), mention("Norway")],
  labels: [{ h: 0, t: 1, r: "P17", evidence: [0] }],
  gpt_labels: [{ h: 1, t: 0, r: "P150", score: 1 }],
};

describe("toGold", () => {
  it("knows the facts of labels alone, even where a training learns from added ones", () => {
    const [document] = parseDocuments(JSON.stringify([RAW]), "f");
    const learned = mergeAdded(document);
    assert.equal(learned.facts?.length, 2);
    for (const each of [document, learned]) {
      assert.deepEqual(
        toGold(each).facts.map(({ r }) => r),
        ["P17"],
      );
    }
  });
});
