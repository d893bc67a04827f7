import assert from "node:assert/strict";
import { REDOCRED_RANKING } from "../../src/methods/datasets/redocred.js";
import { bandMembers, scoreBands } from "../../src/scoring/bands.js";
import { judge } from "../../src/scoring/judge.js";
import { scoreFacts } from "../../src/scoring/metrics.js";
import { nameTriples } from "../../src/scoring/name-triples.js";

describe("score/bands: frequency bands", () => {
  it("takes ranks 1–10, 11–86, 77–96 and 87–96 of 96", () => {
    const bands = bandMembers(REDOCRED_RANKING);
    assert.deepEqual(bands["head-10"], REDOCRED_RANKING.slice(0, 10));
    assert.deepEqual(bands["mid-76"], REDOCRED_RANKING.slice(10, 86));
    assert.deepEqual(bands["tail-20"], REDOCRED_RANKING.slice(76, 96));
    assert.deepEqual(bands["tail-10"], REDOCRED_RANKING.slice(86, 96));
  });

  it("scores each band by its own relations; head, middle and last ten make up the whole", () => {
    const title = "one";
    const facts = REDOCRED_RANKING.map((r, h) => ({ h, t: h + 1, r }));
    const gold = [{ title, names: facts.map(({ h }) => [`name ${h}`]).concat([["last"]]), facts }];
    const predictions = facts
      .filter((_, rank) => rank % 3 === 0)
      .map(({ h, t, r }) => ({ title, h_idx: h, t_idx: t, r }));
    const judgement = judge(predictions, gold, nameTriples([]));
    const bands = scoreBands(judgement, REDOCRED_RANKING);
    assert.deepEqual(bands["head-10"].counts, { gold: 10, submitted: 4, correct: 4, ignored: 0 });
    assert.equal(bands["head-10"].metrics.recall, 40);
    const parts = [bands["head-10"], bands["mid-76"], bands["tail-10"]];
    const sum = parts.reduce((total, { counts }) => total + counts.correct, 0);
    assert.equal(sum, scoreFacts(predictions, gold, nameTriples([])).counts.correct);
  });
});
