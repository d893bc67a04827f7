import assert from "node:assert/strict";
import { mineRules } from "../../../src/methods/plugins/milr/mining.js";
import { labelsOf } from "../../../src/methods/plugins/shared/facts.js";
import { RELATION_WORDS } from "../../../src/methods/datasets/synthetic/words.js";
import { syntheticRelations } from "../../../src/methods/datasets/synthetic/parameters.js";
import { ruleCorpus, type Obedience } from "./rule-corpus.js";

const relations = syntheticRelations("news");
const layout = {
  columns: [null, ...relations],
  columnOf: new Map(relations.map((r, i) => [r, i + 1])),
};

/** Bodies and targets that hold in at least so many of a hundred instances, R the number of relations. */
const sureRules = (obedience: Obedience): readonly string[] =>
  mineRules(labelsOf(ruleCorpus("train", obedience), layout), relations.length)
    .filter(({ confidence, target }) => confidence >= 0.7 && target <= relations.length)
    .map(({ body, target }) => `${body.join(" ")} > ${target}`);

describe("the corpus of rules", () => {
  it("has labels that follow by composition, also of an inverse, and by inverse", () => {
    const inverse = relations.length;
    const found = sureRules("obeyed");
    for (const rule of ["1 2 > 7", "3 4 > 8", `5 ${inverse + 6} > 9`, `${inverse + 7} > 10`])
      assert.ok(found.includes(rule), `${rule} of ${found.join(", ")}`);
  });

  it("broken has no rule, the same texts, and as many labels of each relation in each document", () => {
    assert.deepEqual(sureRules("broken"), []);
    const broken = ruleCorpus("train", "broken");
    ruleCorpus("train", "obeyed").forEach(({ facts, ...document }, i) => {
      const { facts: others, ...same } = broken[i];
      assert.deepEqual(document, same);
      const sorted = (own: typeof facts) => own!.map(({ r }) => r).sort();
      assert.deepEqual(sorted(facts), sorted(others));
    });
  });

  it("says nothing of what follows: no document states a relation that rules lead to", () => {
    const documents = ruleCorpus("test", "obeyed");
    const words = new Set(documents.flatMap(({ sentences }) => sentences.flat()));
    const isStated = relations.map((_, r) =>
      RELATION_WORDS.news.triggers[r].some((word) => words.has(word)),
    );
    const isLabelled = relations.map((id) =>
      documents.some(({ facts }) => facts!.some(({ r }) => r === id)),
    );
    assert.deepEqual(
      isStated,
      relations.map((_, r) => r < 6),
    );
    assert.deepEqual(
      isLabelled,
      relations.map((_, r) => r < 10),
    );
  });
});
