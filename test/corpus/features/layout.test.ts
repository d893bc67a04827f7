import assert from "node:assert/strict";
import { AmtlError } from "../../../src/base/errors.js";
import { DOCRED_RELATIONS } from "../../../src/methods/datasets/docred.js";
import { DWIE_RELATIONS } from "../../../src/methods/datasets/dwie.js";
import { REDOCRED_RANKING } from "../../../src/methods/datasets/redocred.js";
import { rankByFrequency } from "../../../src/corpus/datasets/ranking.js";
import { layoutFor } from "../../../src/corpus/features/layout.js";
import type { LayoutSpec } from "../../../src/contract/layout.js";

const dataset = { relations: DOCRED_RELATIONS, ranking: REDOCRED_RANKING };
const spec = (change: Partial<LayoutSpec>): LayoutSpec => ({
  segments: null,
  ordering: "frequency",
  lambda: 3.5,
  labelSpace: null,
  ...change,
});
const LISTED = [...DOCRED_RELATIONS].reverse();
const relationsOf = (change: Partial<LayoutSpec>, seed = 5): (string | null)[] =>
  layoutFor(spec(change), dataset, seed).columns.filter((column) => column !== null);

describe("inventories", () => {
  it("hold 96 and 65 different relations, ranked or not", () => {
    assert.equal(new Set(DOCRED_RELATIONS).size, 96);
    assert.deepEqual([...REDOCRED_RANKING].sort(), [...DOCRED_RELATIONS].sort());
    assert.equal(DOCRED_RELATIONS.length, REDOCRED_RANKING.length);
    assert.equal(new Set(DWIE_RELATIONS).size, 65);
    assert.equal(DWIE_RELATIONS.length, 65);
  });

  it("begin with the ten head relations of data-pipeline section 10", () => {
    const head = "P131 P17 P27 P150 P800 P527 P361 P175 P577 P463";
    assert.equal(REDOCRED_RANKING.slice(0, 10).join(" "), head);
  });

  it("are ranked by number of facts, ties in original order", () => {
    const fact = (r: string) => ({ h: 0, t: 1, r, evidence: [] });
    const document = { title: "T", sentences: [], entities: [] };
    const documents = [
      { ...document, facts: [fact("c"), fact("b"), fact("c")] },
      { ...document, facts: null },
      { ...document, facts: [fact("d")] },
    ];
    assert.deepEqual(rankByFrequency(documents, ["a", "b", "c", "d", "e"]), [
      "c",
      "b",
      "d",
      "a",
      "e",
    ]);
  });
});

describe("layoutFor", () => {
  it("puts the released threshold slots at 0, 11, 32 and 79", () => {
    const layout = layoutFor(spec({ segments: [10, 20, 46, 20] }), dataset, 5);
    assert.deepEqual(
      layout.segments.map(({ start }) => start),
      [0, 11, 32, 79],
    );
    assert.equal(layout.columns.length, 100);
    assert.equal(layout.columnOf.get("P1001"), 12);
    assert.equal(layout.columnOf.get("P1198"), 99);
  });

  it("takes relations by frequency, in original order, or by one permutation a seed", () => {
    assert.deepEqual(relationsOf({}), REDOCRED_RANKING);
    assert.deepEqual(relationsOf({ ordering: "original" }), DOCRED_RELATIONS);
    const random = relationsOf({ ordering: "random" });
    assert.deepEqual(relationsOf({ ordering: "random" }), random);
    assert.notDeepEqual(relationsOf({ ordering: "random" }, 6), random);
    assert.notDeepEqual(random, REDOCRED_RANKING);
    assert.deepEqual([...random].sort(), [...DOCRED_RELATIONS].sort());
  });

  it("keeps the most frequent relations of a smaller label space, whatever the ordering", () => {
    const frequent = [...REDOCRED_RANKING.slice(0, 20)].sort();
    for (const ordering of ["frequency", "original", "random"] as const) {
      const kept = relationsOf({ ordering, labelSpace: 20, segments: [10, 10] });
      assert.deepEqual([...kept].sort(), frequent);
    }
  });

  it("takes relations as they are listed, and refuses a list that has not each once", () => {
    assert.deepEqual(relationsOf({ ordering: "listed", relations: LISTED }), LISTED);
    const [first, second, ...others] = LISTED;
    for (const relations of [LISTED.slice(1), [first, first, ...others], [...LISTED, second], []]) {
      assert.throws(() => relationsOf({ ordering: "listed", relations }), AmtlError);
    }
  });

  it("refuses a label space that the inventory cannot fill, and segments that do not tile it", () => {
    for (const change of [{ labelSpace: 97 }, { labelSpace: 0 }, { segments: [10, 20] }]) {
      assert.throws(() => relationsOf(change), AmtlError);
    }
  });
});
