import assert from "node:assert/strict";
import fc from "fast-check";
import { figureText } from "../../../src/report/figure/text.js";
import { tableText } from "../../../src/report/formats/text.js";
import { ALL, GAPS, someFigure, someView } from "./figures.js";

const lines = (...text: readonly string[]): string => text.join("\n");

describe("a figure on a terminal", () => {
  it("is plain characters: a letter a series, small ones for the paper", async () => {
    const drawn = figureText(await someFigure("fig4", "paper", [5, 42], ALL), 60);
    assert.equal(
      drawn,
      lines(
        "F1 on Re-DocRED dev (percent)",
        "78.10 | a",
        "      | A",
        "      | C            A",
        "      |",
        "      | *            C           A",
        "      |              D           C            A",
        "      |              B           D            C         A",
        "      |                          B",
        "      |                                       *         *",
        "      |                                                 D",
        "      |                                                 B",
        "      |",
        "      |",
        "      |",
        "73.97 |                                                 b",
        "      +--------------------------------------------------",
        "       20           40          60           80        96",
        "x: relations in the label space",
        "A AMTL   B ATL   C HingeABL   D AFL   a AMTL (paper)",
        "b ATL (paper)   * several",
      ),
    );
  });

  it("leaves out points without data and the paper's points of another scale", async () => {
    const drawn = figureText(await someFigure("fig4", "mini", [66], GAPS), 60);
    assert.equal(
      drawn,
      lines(
        "F1 on Re-DocRED dev (percent)",
        "77.60 | A",
        "      |",
        "      |",
        "      |",
        "      |                          A",
        "      |",
        "      | B",
        "      |",
        "      |              B                                  A",
        "      |                          D",
        "      |                          B",
        "      |",
        "      |                                       B",
        "      |",
        "75.08 |                                                 B",
        "      +--------------------------------------------------",
        "       20           40          60           80        96",
        "x: relations in the label space",
        "A AMTL   B ATL   D AFL",
        "No data for: AMTL at 40, 80; HingeABL; AFL at 20, 40, 80,",
        "96.",
      ),
    );
  });

  it("is not drawn while there is no result", async () => {
    assert.equal(figureText(await someFigure("fig4", "paper", [66], () => null), 80), null);
  });

  it("has every point at its height, in any width", async () => {
    const figure = await someFigure("fig6", "mini", [66], (_, place) => 40 + Number(place));
    fc.assert(
      fc.property(fc.integer({ min: 40, max: 200 }), (width) => {
        const drawn = figureText(figure, width)!.split("\n");
        for (const line of drawn) assert.ok(line.length <= Math.max(width, figure.y.length), line);
        // lambda and F1 grow together, so that the marks climb from the left.
        const marks = drawn
          .slice(1, 16)
          .reverse()
          .flatMap((line) => {
            const body = line.slice(line.indexOf("|") + 1);
            return [...body.matchAll(/A/g)].map(({ index }) => index);
          });
        assert.equal(marks.length, 9);
        assert.deepEqual(
          marks,
          [...marks].sort((a, b) => a - b),
        );
      }),
    );
  });

  it("stands above the table", async () => {
    const view = await someView("fig4", "paper", [5, 42], ALL);
    const text = tableText(view, 80, false);
    assert.ok(text.indexOf("A AMTL") > 0 && text.indexOf("A AMTL") < text.indexOf("┌"));
    assert.ok(!tableText({ ...view, x: null }, 80, false).includes("A AMTL"));
  });
});
