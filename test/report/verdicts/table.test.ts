import assert from "node:assert/strict";
import { followedUndecidable } from "../../../bench/verdicts/undecidable.js";
import { count, emptyTally } from "../../../bench/verdicts/simulated.js";
import { normal } from "../../../bench/verdicts/normal.js";
import { seededRandom } from "../../../src/base/random.js";
import { deviationsOf } from "../../../src/report/verdicts/deviation.js";
import type { VerdictCell } from "../../../src/report/verdicts/measured.js";
import { tableVerdicts } from "../../../src/report/verdicts/table.js";

const cell = (id: string, values: readonly number[], more: Partial<VerdictCell> = {}) => ({
  id,
  group: "column",
  printed: 70,
  decimals: 2,
  source: "ours" as const,
  suspicion: null,
  values,
  hoursPerSeed: 2,
  ...more,
});

/** Five seeds around a mean, with a deviation of about 0.1. */
const around = (mean: number): number[] => [-0.12, -0.05, 0, 0.06, 0.11].map((x) => mean + x);

describe("verdicts of a table", () => {
  it("are equivalent and different where that is plain", () => {
    const verdicts = tableVerdicts([cell("a", around(70.05)), cell("b", around(72))]);
    assert.deepEqual(
      verdicts.map(({ verdict }) => verdict.kind),
      ["equivalent", "different"],
    );
    assert.deepEqual([verdicts[0].deviation?.rows, verdicts[0].deviation?.df], [2, 8]);
    assert.ok(verdicts[0].p!.equivalent < 0.025);
  });

  it("are made of no test where the number is missing, quoted or suspect", () => {
    const suspicion = {
      findings: [{ id: "same/x", message: "70 here, 75 there" }],
      readings: [{ value: 75, why: "as in table5" }],
    };
    const verdicts = tableVerdicts([
      cell("missing", []),
      cell("quoted", around(75), { source: "quoted" }),
      cell("suspect", around(70), { suspicion }),
      cell("rerun", around(70), { source: "reproduced" }),
    ]);
    assert.deepEqual(
      verdicts.map(({ verdict }) => verdict.kind),
      ["missing", "quoted", "suspect", "equivalent"],
    );
    assert.deepEqual(verdicts[2].verdict, {
      kind: "suspect",
      findings: suspicion.findings,
      readings: [
        { printed: 70, why: "as printed", verdict: "equivalent" },
        { printed: 75, why: "as in table5", verdict: "different" },
      ],
    });
    assert.ok(verdicts.slice(0, 3).every(({ p }) => p === null));
  });

  it("of a single seed use the deviation of other rows, and without any name no number of seeds", () => {
    const [one] = tableVerdicts([cell("a", [70.02]), cell("b", around(70)), cell("c", around(70))]);
    assert.equal(one.deviation?.df, 8);
    assert.notEqual(one.p, null);
    const [alone] = tableVerdicts([cell("a", [70.02])]);
    assert.deepEqual(alone.verdict, {
      kind: "inconclusive",
      seeds: null,
      hours: null,
      chance: null,
    });
  });

  it("are undecidable where the paper's seeds leave too much, with a margin that can be decided", () => {
    const wide = [-1.2, -0.5, 0, 0.6, 1.1].map((x) => 70.2 + x);
    const [{ verdict }] = tableVerdicts([cell("a", wide)]);
    assert.equal(verdict.kind, "undecidable");
    assert.ok(verdict.margin > 0.5 && verdict.margin < 5);
  });

  it("say how many more seeds decide, and what they take", () => {
    const wide = [-0.4, -0.15, 0, 0.2, 0.35];
    let advised = 0;
    for (let mean = 70.6; mean < 71.6; mean += 0.02) {
      // The other rows are off as much.
      const values = wide.map((x) => mean + x);
      const others = ["a", "b", "c"].map((id) => cell(id, values));
      const { verdict } = tableVerdicts([cell("one", [mean]), ...others])[0];
      if (verdict.kind !== "inconclusive") continue;
      assert.ok(verdict.chance! > 0 && verdict.chance! <= 1);
      if (verdict.seeds === null) continue;
      advised++;
      assert.ok(verdict.seeds >= 1);
      assert.equal(verdict.hours, 2 * verdict.seeds);
    }
    assert.ok(advised > 0);
  });

  it("pool no table with a row that lies out, and most tables without one", () => {
    const draw = normal(seededRandom(3, "outlying"));
    let [outlier, without] = [0, 0];
    for (let i = 0; i < 300; i++) {
      const rows = Array.from({ length: 12 }, () =>
        Array.from({ length: 5 }, () => 70 + 0.2 * draw()),
      );
      without += deviationsOf(rows)[0]?.rows === 12 ? 1 : 0;
      // A row whose deviation, as it was measured, is five times what it should be.
      const outlying = [-1.2, -0.5, 0, 0.6, 1.1].map((x) => 70 + x * 1.1);
      outlier += deviationsOf([outlying, ...rows.slice(1)])[0]?.rows === 12 ? 1 : 0;
    }
    assert.equal(outlier, 0);
    assert.ok(without > 240, `${without} of 300 are pooled`);
  });

  it("are wrong in at most 5 % of simulated tables, and advice holds", () => {
    const tally = emptyTally();
    const random = seededRandom(11, "verdicts");
    for (const sd of [0.1, 0.2, 0.4]) {
      for (const shift of [0, 0.2, 0.5, 1]) {
        const design = { rows: 10, seeds: 3, sd: () => sd, shift: () => shift };
        for (let i = 0; i < 12; i++) count(tally, design, random, i < 4);
      }
    }
    assert.equal(tally.tables, 144);
    assert.ok(tally.equivalent > 100 && tally.different > 100, JSON.stringify(tally));
    assert.ok(tally.wrongEquivalent / tally.far <= 0.05, JSON.stringify(tally));
    assert.ok(tally.tablesWrongDifferent / tally.tables <= 0.05, JSON.stringify(tally));
    assert.ok(tally.undecidableDecided / tally.undecidable < 0.9, JSON.stringify(tally));
    assert.ok(tally.advisedDecided >= 0.9 * tally.advised, JSON.stringify(tally));
  });

  it("advise seeds of which 90 % decide, on tables with known truth", () => {
    const tally = emptyTally();
    const random = seededRandom(12, "advice");
    for (const sd of [0.2, 0.4]) {
      for (const shift of [0, 0.2, 0.5, 1, 2]) {
        const design = { rows: 12, seeds: 2, sd: () => sd, shift: () => shift };
        for (let i = 0; i < 30; i++) count(tally, design, random, true);
      }
    }
    assert.ok(tally.advised >= 20, JSON.stringify(tally));
    assert.ok(tally.advisedDecided >= 0.9 * tally.advised, JSON.stringify(tally));
  }).timeout(60_000);

  it("are decided by 1,000 seeds in fewer than 90 % where they are undecidable", () => {
    const undecidable = followedUndecidable(1, 0.8);
    assert.ok(undecidable.draws >= 5, JSON.stringify(undecidable));
    assert.ok(undecidable.decided < 0.9 * undecidable.draws, JSON.stringify(undecidable));
  }).timeout(60_000);
});
