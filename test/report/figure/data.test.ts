import assert from "node:assert/strict";
import { numericPlaces } from "../../../src/report/figure/data.js";
import { ALL, GAPS, someFigure } from "./figures.js";

describe("a figure's data", () => {
  it("has a series for each row, then the paper's stated points as series of their own", async () => {
    const { series, places, x, y, scale, captions } = await someFigure(
      "fig4",
      "paper",
      [5, 42],
      ALL,
    );
    assert.deepEqual(
      series.map(({ name, row, from }) => [name, row, from]),
      [
        ["AMTL", "AMTL", "here"],
        ["ATL", "ATL", "here"],
        ["HingeABL", "HingeABL", "here"],
        ["AFL", "AFL", "here"],
        ["AMTL (paper)", "AMTL", "paper"],
        ["ATL (paper)", "ATL", "paper"],
      ],
    );
    assert.deepEqual(places, ["20", "40", "60", "80", "96"]);
    assert.deepEqual([x, y], ["relations in the label space", "F1 on Re-DocRED dev (percent)"]);
    assert.equal(scale, "profile paper, seeds 5, 42");
    assert.deepEqual(captions, []);
    assert.deepEqual(
      series[4].points.map(({ mean }) => mean),
      [78.1, null, null, null, 75.8],
    );
    const [{ mean, std }] = series[0].points;
    assert.ok(Math.abs(mean! - 77.8) < 1e-9 && Math.abs(std! - 0.4 / Math.SQRT2) < 1e-9);
  });

  it("leaves points without data out, and says which", async () => {
    const { series, captions } = await someFigure("fig4", "mini", [5, 42], GAPS);
    assert.deepEqual(
      series[0].points.map(({ mean }) => mean === null),
      [false, true, false, true, false],
    );
    // One seed has no deviation.
    assert.equal(series[0].points[4].std, null);
    assert.deepEqual(captions, [
      "No data for: AMTL at 40, 80; HingeABL; AFL at 20, 40, 80, 96.",
      "Seeds still to come: AMTL at 96.",
    ]);
  });

  it("says what is measured, in its unit", async () => {
    const { y, series, places } = await someFigure("fig1b", "smoke", [5], () => null);
    assert.equal(y, "Relation score on Re-DocRED dev (logit)");
    assert.deepEqual(
      [series.map(({ name }) => name), places.at(-1)],
      [["Head-10", "Tail-10"], "mean"],
    );
  });

  it("knows an x axis of numbers from one of names", () => {
    assert.deepEqual(numericPlaces(["1", "2.5", "96"]), [1, 2.5, 96]);
    assert.equal(numericPlaces(["1", "mean"]), null);
    assert.equal(numericPlaces(["1", " "]), null);
  });
});
