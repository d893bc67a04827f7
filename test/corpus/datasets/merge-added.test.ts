import assert from "node:assert/strict";
import fc from "fast-check";
import { mergeAdded } from "../../../src/corpus/datasets/merge-added.js";
import type { AddedFact, Document } from "../../../src/contract/corpus/document.js";
import { someDocument } from "../documents.js";

const BASE: Document = {
  title: "T",
  sentences: [["a"]],
  entities: [],
  facts: [{ h: 0, t: 1, r: "P1", evidence: [0] }],
};
const merged = (...added: AddedFact[]) =>
  mergeAdded({ ...BASE, added }).facts?.map(({ h, t, r }) => `${h} ${t} ${r}`);

describe("mergeAdded", () => {
  it("puts added facts after the labels, marked and without evidence", () => {
    const added = [{ h: 1, t: 0, r: "P2", score: 0.7 }];
    assert.deepEqual(mergeAdded({ ...BASE, added }), {
      ...BASE,
      facts: [...BASE.facts!, { h: 1, t: 0, r: "P2", evidence: [], added: true }],
    });
  });

  it("leaves out what DocGNRE's own training does: self pairs, and a last score that is not above 0", () => {
    assert.deepEqual(merged({ h: 1, t: 1, r: "P2", score: 1 }), ["0 1 P1"]);
    assert.deepEqual(merged({ h: 1, t: 0, r: "P2", score: 0 }), ["0 1 P1"]);
    const again = { h: 1, t: 0, r: "P2" };
    assert.deepEqual(merged({ ...again, score: 1 }, { ...again, score: 0 }), ["0 1 P1"]);
    assert.deepEqual(merged({ ...again, score: 0 }, { ...again, score: 1 }), ["0 1 P1", "1 0 P2"]);
  });

  it("repeats no label, keeps repeats among the labels, and changes nothing where nothing is added", () => {
    assert.deepEqual(merged({ h: 0, t: 1, r: "P1", score: 1 }), ["0 1 P1"]);
    const twice = { ...BASE, facts: [...BASE.facts!, ...BASE.facts!] };
    assert.deepEqual(mergeAdded({ ...twice, added: [] }), twice);
    fc.assert(
      fc.property(someDocument, (document) => {
        assert.deepEqual(mergeAdded(document), document);
      }),
    );
  });

  it("labels a document that has added facts only", () => {
    const added = [{ h: 1, t: 0, r: "P2", score: 1 }];
    assert.equal(mergeAdded({ ...BASE, facts: null, added }).facts?.length, 1);
  });
});
