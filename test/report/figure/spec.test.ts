import assert from "node:assert/strict";
import { COLOURS, INK, PAGE, styleOf } from "../../../src/report/figure/palette.js";
import { figureSpec, rowsOf } from "../../../src/report/figure/spec.js";
import { ALL, GAPS, someFigure } from "./figures.js";

/** Relative luminance of a colour (WCAG 2). */
function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5]
    .map((at) => parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

/** What is tested of a specification. */
interface Layer {
  readonly mark: { readonly type: string };
  readonly encoding: Readonly<Record<string, { scale: { domain: string[]; range: string[] } }>>;
}
interface Spec {
  readonly title: { readonly subtitle: readonly string[] };
  readonly layer: readonly Layer[];
  readonly encoding: { readonly x: { readonly type: string } };
}
const specOf = async (...given: Parameters<typeof someFigure>): Promise<Spec> =>
  figureSpec(await someFigure(...given)) as unknown as Spec;
const marks = ({ layer }: Spec): string[] => layer.map(({ mark }) => mark.type);

describe("a figure's specification", () => {
  it("joins our points, bars their spread, and shows the paper's points hollow in the same colour", async () => {
    const spec = await specOf("fig4", "paper", [5, 42], ALL);
    assert.deepEqual(marks(spec), ["line", "rule", "point"]);
    const { fill, stroke, shape } = spec.layer[2].encoding;
    const style = (name: string): string[] =>
      [stroke, fill, shape].map(({ scale }) => scale.range[scale.domain.indexOf(name)]);
    assert.deepEqual(style("ATL"), [COLOURS[1], COLOURS[1], "square"]);
    assert.deepEqual(style("ATL (paper)"), [COLOURS[1], "transparent", "square"]);
    assert.equal(new Set(stroke.scale.range.slice(0, 4)).size, 4);
    assert.equal(new Set(shape.scale.range.slice(0, 4)).size, 4);
    assert.match(spec.title.subtitle.join(" "), /bars are ± the sample standard deviation/);
    assert.doesNotMatch(spec.title.subtitle.join(" "), /No data|orientation/);
  });

  it("has a gap where there is no number, and neither legend nor rows of a series without any", async () => {
    const figure = await someFigure("fig4", "mini", [66], GAPS);
    const rows = rowsOf(figure, [20, 40, 60, 80, 96]).filter(({ series }) => series === "AMTL");
    assert.deepEqual(
      rows.map(({ x, y }) => [x, y !== null]),
      [
        [20, true],
        [40, false],
        [60, true],
        [80, false],
        [96, true],
      ],
    );
    const spec = figureSpec(figure) as unknown as Spec;
    // One seed: nothing to bar.
    assert.deepEqual(marks(spec), ["line", "point"]);
    const { domain, range } = spec.layer[1].encoding.stroke.scale;
    assert.deepEqual(domain, ["AMTL", "ATL", "AFL", "AMTL (paper)", "ATL (paper)"]);
    // AFL styles as it does when HingeABL is there.
    assert.equal(range[2], COLOURS[3]);
    const captions = spec.title.subtitle.join(" ");
    assert.match(captions, /No data for: AMTL at 40, 80; HingeABL; AFL at 20, 40, 80, 96\./);
    assert.match(captions, /for orientation/);
    for (const line of spec.title.subtitle) assert.ok(line.length <= 80, line);
  });

  it("puts places that are no numbers side by side, unjoined", async () => {
    const figure = await someFigure("fig4", "paper", [5, 42], ALL);
    const places = figure.places.map((place) => `k ${place}`);
    const spec = figureSpec({ ...figure, places }) as unknown as Spec;
    assert.equal(spec.encoding.x.type, "ordinal");
    assert.deepEqual(marks(spec), ["rule", "point"]);
  });

  it("can be read on white and on near-black", () => {
    assert.equal(PAGE.background, "transparent");
    for (const page of ["#ffffff", "#0d1117"]) {
      for (const colour of COLOURS) assert.ok(contrast(colour, page) >= 3, `${colour} on ${page}`);
      assert.ok(contrast(INK, page) >= 4, `${INK} on ${page}`);
    }
  });

  it("gives a dozen series different styles", async () => {
    const figure = await someFigure("fig4", "paper", [5], ALL);
    const series = Array.from({ length: 12 }, (_, i) => ({
      ...figure.series[0],
      row: `loss ${i}`,
    }));
    const styles = series.map((each) => JSON.stringify(styleOf(each, { ...figure, series })));
    assert.equal(new Set(styles).size, 12);
  });
});
