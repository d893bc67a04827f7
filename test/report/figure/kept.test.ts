import assert from "node:assert/strict";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { renderSvg } from "../../../src/report/figure/draw.js";
import { keptSvg } from "../../../src/report/figure/kept.js";
import { figureSpec } from "../../../src/report/figure/spec.js";
import { useOwnFolders, type Folders } from "../../corpus/folders.js";
import { ALL, GAPS, someFigure } from "./figures.js";

describe("a kept picture", function () {
  this.timeout(60_000);
  let folders: Folders;
  beforeEach(async () => (folders = await useOwnFolders()));
  afterEach(() => folders.remove());

  const PLACE = ["paper", "fig4"];

  it("has the bytes that are drawn, at the first call and later", async () => {
    const spec = figureSpec(await someFigure("fig4", "paper", [5, 42], ALL));
    const drawn = await renderSvg(spec);
    assert.equal(await keptSvg(spec, PLACE), drawn);
    assert.equal(await keptSvg(spec, PLACE), drawn);
  });

  it("is drawn anew when the specification changes, and takes the place of the one before", async () => {
    const before = figureSpec(await someFigure("fig4", "paper", [5, 42], ALL));
    const after = figureSpec(await someFigure("fig4", "mini", [66], GAPS));
    await keptSvg(before, PLACE);
    assert.equal(await keptSvg(after, PLACE), await renderSvg(after));
    assert.equal((await readdir(join(folders.cache, "figures"))).length, 1);
  });

  it("is read from the cache, unless somebody changed it there", async () => {
    const spec = figureSpec(await someFigure("fig4", "paper", [5, 42], ALL));
    const drawn = await keptSvg(spec, PLACE);
    const [name] = await readdir(join(folders.cache, "figures"));
    const path = join(folders.cache, "figures", name);
    const text = await readFile(path, "utf8");
    await writeFile(path, text.replace("AMTL", "LTMA"));
    assert.equal(await keptSvg(spec, PLACE), drawn);
    assert.equal(await readFile(path, "utf8"), text);
  });
});
