import assert from "node:assert/strict";
import { criteriaPanel, criteriaSum } from "../../../src/report/verdicts/panel.js";
import { rankTiers } from "../../../src/report/verdicts/tiers.js";
import { VERDICT_SETTINGS } from "../../../src/report/verdicts/settings.js";

const near = (got: number, wanted: number): void => {
  assert.ok(Math.abs(got - wanted) < 5e-3, `expected ${wanted}, got ${got}`);
};

describe("criteria panel", () => {
  const deviation = { sd: 0.3, df: 4, rows: 1 };
  const values = [69.7, 69.85, 70, 70.15, 70.3];

  it("gives the intervals of a mean of five and of a single run", () => {
    const panel = criteriaPanel(values, 70.6, 0.005, deviation, VERDICT_SETTINGS);
    near(panel.prediction.interval[1] - 70, 0.527);
    near(panel.single.interval[1] - 70, 0.912);
    assert.deepEqual([panel.prediction.holds, panel.single.holds], [false, true]);
    assert.ok(!panel.equivalent && !panel.different);
    near(panel.rope.worse + panel.rope.equal + panel.rope.better, 1);
    assert.ok(panel.rope.worse > panel.rope.better);
    // 0.6 is two deviations above the mean: more than the best of 20 gives, 1.87.
    assert.ok(panel.bestOf !== null && panel.bestOf > 20 && panel.bestOf < 40);
  });

  it("sums over a table how far verdicts hang on the criterion", () => {
    const panels = [70, 70.6, 75].map((printed) =>
      criteriaPanel(values, printed, 0.005, deviation, VERDICT_SETTINGS),
    );
    const sum = criteriaSum(panels);
    assert.equal(sum.cells, 3);
    assert.deepEqual([sum.notDifferent, sum.prediction, sum.single], [2, 1, 2]);
    assert.ok(sum.equivalent <= sum.notDifferent);
    assert.equal(panels[2].bestOf, null);
  });
});

describe("rank tiers", () => {
  const row = (id: string, ...values: number[]) => ({ id, values });

  it("put what no test tells apart into one tier", () => {
    const tiers = rankTiers([
      row("low", 60.1, 60.4, 59.8, 60.2, 60),
      row("best", 75.2, 75.6, 75, 75.3, 75.5),
      row("tied", 75.3, 75.4, 75.1, 75.2, 75.4),
      row("single", 75),
    ]);
    assert.deepEqual(Object.fromEntries(tiers), { low: 2, best: 1, tied: 1, single: null });
  });

  it("pair by seed, so that a small lead at every seed counts", () => {
    const seeds = [70, 74, 68, 77, 71];
    const ahead = row("ahead", ...seeds.map((value, at) => value + 0.5 + at / 50));
    assert.equal(rankTiers([row("behind", ...seeds), ahead]).get("behind"), 2);
    const unpaired = row("behind", ...seeds.slice(1));
    assert.equal(rankTiers([unpaired, ahead]).get("behind"), 1);
  });

  it("turn round where smaller is better, and tie rows that are the same", () => {
    const tiers = rankTiers([row("slow", 50, 51, 52), row("fast", 40, 41.1, 42)], false);
    assert.deepEqual([tiers.get("fast"), tiers.get("slow")], [1, 2]);
    const same = rankTiers([row("a", 1, 1), row("b", 1, 1)]);
    assert.deepEqual([...same.values()], [1, 1]);
  });
});
