import assert from "node:assert/strict";
import { cpSync } from "node:fs";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { writePaper } from "../../../src/app/report/paper.js";
import { report } from "../../../src/app/report/report.js";
import { run } from "../../../src/app/run/run.js";
import { AmtlError } from "../../../src/base/errors.js";
import { projectRoot } from "../../../src/base/root.js";
import { inFolder } from "../../support/runs/runs.js";

const FIXTURE = join(projectRoot(), "test", "fixtures", "earlier-results");

describe("the files of a report", () => {
  it("are CSV, and the formats that the request asks for", async () => {
    await inFolder(async (root) => {
      cpSync(FIXTURE, root, { recursive: true });
      const request = { experiments: ["table4"], seeds: [5], results: root };
      const [{ written, view }] = (await report({ ...request, formats: ["latex"] }, true)).tables;
      assert.deepEqual(
        written.files.map((path) => path.slice(root.length + 1)),
        ["smoke/table4.csv", "smoke/table4.tex", "smoke/table4.wide.csv"],
      );
      assert.match(await readFile(join(root, "smoke/table4.tex"), "utf8"), /\\multicolumn\{2\}/);
      const [cell] = view.cells[0];
      assert.equal(cell?.ours.kind === "value" && cell.ours.aggregate.values.length, 1);
    });
  });

  it("are of the paper's numbers alone, too", async () => {
    await inFolder(async (root) => {
      await writePaper(["table5"], root, ["markdown"]);
      assert.deepEqual((await readdir(join(root, "paper"))).sort(), [
        "table5.csv",
        "table5.md",
        "table5.wide.csv",
      ]);
      const text = await readFile(join(root, "paper/table5.md"), "utf8");
      assert.match(text, /\| Dev F1 \| Dev F1 with AMT \|/);
    });
  });

  it("are refused in an unknown format, before anything is trained", async () => {
    await inFolder(async (root) => {
      await assert.rejects(
        run({ experiments: ["table4"], results: root, formats: ["latx"] }),
        (error) => error instanceof AmtlError && error.details.where === "--format",
      );
      assert.deepEqual(await readdir(root), []);
    });
  });
});
