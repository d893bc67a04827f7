import assert from "node:assert/strict";
import type { Document } from "../../../src/contract/corpus/document.js";
import { askedFeatures } from "../../../src/corpus/features/asked.js";

const mention = (type: string) => ({ name: "x", sentence: 0, start: 0, end: 1, type });
const document: Document = {
  title: "t",
  sentences: [["a"], ["b"]],
  entities: [[mention("PER"), mention("ORG")], [mention("LOC")]],
  facts: [
    { h: 0, t: 1, r: "P1", evidence: [1] },
    { h: 0, t: 1, r: "P2", evidence: [0, 1] },
    { h: 1, t: 0, r: "unknown", evidence: [0] },
  ],
};
const spans = [
  [0, 3],
  [3, 4],
] as const;
const pairs = { pairs: Int32Array.of(0, 1, 1, 0), positives: [[1, 2]] };
const known = (relation: string): boolean => relation !== "unknown";

describe("what a backbone asks for", () => {
  it("is nothing where it asks for nothing", () => {
    assert.deepEqual(askedFeatures([], document, { sentences: spans }, pairs, known), {});
  });

  it("is there: sentences, evidence by pair and sentence, types by mention", () => {
    const asks = ["sentences", "evidence", "entity-types"] as const;
    assert.deepEqual(askedFeatures(asks, document, { sentences: spans }, pairs, known), {
      sentences: spans,
      evidence: [[1, 2]],
      entityTypes: [["PER", "ORG"], ["LOC"]],
    });
  });
});
