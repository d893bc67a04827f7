import assert from "node:assert/strict";
import { figureSpec } from "../../../src/report/figure/spec.js";
import { renderSvg } from "../../../src/report/figure/draw.js";
import { ALL, GAPS, someFigure } from "./figures.js";

/** Names of the elements in order of their beginnings; throws where the nesting is broken. */
function elements(xml: string): string[] {
  const open: string[] = [];
  const found: string[] = [];
  let at = 0;
  for (const match of xml.matchAll(/<(\/?)([a-zA-Z]+)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>/g)) {
    assert.doesNotMatch(xml.slice(at, match.index), /[<>]|&(?!\w+;|#\d+;)/);
    at = match.index + match[0].length;
    const [, closes, name, , empty] = match;
    if (closes === "/") assert.equal(open.pop(), name);
    else {
      found.push(name);
      if (empty === "") open.push(name);
    }
  }
  assert.deepEqual([open, xml.slice(at)], [[], "\n"]);
  return found;
}

describe("a figure as SVG", function () {
  this.timeout(60_000);

  it("is well formed and names its axes and series", async () => {
    const svg = await renderSvg(figureSpec(await someFigure("fig4", "paper", [5, 42], ALL)));
    assert.equal(elements(svg)[0], "svg");
    for (const name of ["AMTL", "ATL", "HingeABL", "AFL", "AMTL (paper)", "ATL (paper)", "96"])
      assert.ok(svg.includes(`>${name}</text>`), name);
    assert.match(svg, />relations in the label space<\/text>/);
    assert.match(svg, />F1 on Re-DocRED dev \(percent\)<\/text>/);
    // Points: four series of five and four of the paper; a bar for each of the twenty.
    assert.equal(svg.match(/aria-roledescription="point"/g)?.length, 24);
    assert.equal(svg.match(/aria-roledescription="rule mark"/g)?.length, 20);
  });

  it("is well formed with any title", async () => {
    const spec = figureSpec(await someFigure("fig4", "paper", [5, 42], ALL));
    const svg = await renderSvg({ ...spec, title: "a\u0001<b>\u001b[2J\ud800&c" });
    assert.equal(elements(svg)[0], "svg");
    assert.ok(svg.includes("a\ufffd&lt;b&gt;\ufffd[2J\ufffd&amp;c"));
  });

  it("leaves points without data out and says so", async () => {
    const svg = await renderSvg(figureSpec(await someFigure("fig4", "mini", [66], GAPS)));
    elements(svg);
    assert.match(svg, /No data for: AMTL at 40, 80; HingeABL; AFL at 20, 40, 80, 96\./);
    // AMTL three, ATL five, AFL one, the paper four.
    assert.equal(svg.match(/aria-roledescription="point"/g)?.length, 13);
    assert.ok(!svg.includes("NaN"));
  });

  it("is drawn before any run has a result, with what the paper states, or with axes alone", async () => {
    for (const id of ["fig1a", "fig1b", "fig4", "fig5", "fig6"]) {
      const figure = await someFigure(id, "paper", [5, 42], () => null);
      elements(await renderSvg(figureSpec(figure)));
      const svg = await renderSvg(figureSpec({ ...figure, series: [] }));
      elements(svg);
      assert.match(svg, /No point has a number yet\./);
    }
  });

  it("can have a single point, and words for places", async () => {
    const figure = await someFigure("fig5", "mini", [66], (_, place) =>
      place === "3" ? 50 : null,
    );
    const alone = { ...figure, series: figure.series.filter(({ from }) => from === "here") };
    const one = {
      ...alone,
      places: ["3"],
      series: alone.series.map((each) => ({ ...each, points: [each.points[2]] })),
    };
    elements(await renderSvg(figureSpec(one)));
    const svg = await renderSvg(
      figureSpec({ ...alone, places: alone.places.map((p) => `<${p}> & "more"`) }),
    );
    elements(svg);
    assert.match(svg, /&lt;3&gt; &amp; "more"/);
  });

  it("is the same text every time", async () => {
    const spec = figureSpec(await someFigure("fig4", "paper", [5, 42], ALL));
    assert.equal(await renderSvg(spec), await renderSvg(spec));
  });

  it("refuses a specification that Vega-Lite warns about", async () => {
    const spec = { data: { values: [] }, mark: "point", encoding: { x: {} } };
    await assert.rejects(renderSvg(spec as never), /without warnings/);
  });
});
