import assert from "node:assert/strict";
import { cpSync, readdirSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { reportOut, type OutRequest } from "../../../src/app/report/out.js";
import { projectRoot } from "../../../src/base/root.js";
import { contentSchema } from "../../../src/report/document/schema.js";
import { BANDS } from "../../../src/scoring/bands.js";
import { unpacked } from "../../../src/report/page/packed.js";
import { inFolder } from "../../support/runs/runs.js";

const FIXTURE = join(projectRoot(), "test", "fixtures", "earlier-results");
const REQUEST: OutRequest = { out: "-", formats: ["json"], anonymous: false, paper: false };

const readResult = async (folder: string): Promise<unknown> =>
  JSON.parse(await readFile(join(folder, "result.json"), "utf8"));

describe("a report as one file", () => {
  it("comes from the results folder, and again from its own page, the same", async () => {
    await inFolder(async (root) => {
      cpSync(FIXTURE, root, { recursive: true });
      const selection = { experiments: ["table4"], seeds: [5], results: root };
      const out = join(root, "report.html");
      const page = await reportOut(selection, [], { ...REQUEST, out, formats: [] });
      assert.equal(page.format, "html");
      assert.equal(await readFile(out, "utf8"), page.content);
      const first = await reportOut(selection, [], REQUEST);
      const again = await reportOut({ experiments: ["all"] }, [], { ...REQUEST, from: out });
      assert.equal(again.content, first.content);
    });
  });

  it("has what each run scored by band, its threshold, and what it was predicted to take", async () => {
    await inFolder(async (root) => {
      cpSync(FIXTURE, root, { recursive: true });
      const selection = { experiments: ["table4"], seeds: [5], results: root };
      const { runs } = contentSchema.parse(
        JSON.parse((await reportOut(selection, [], REQUEST)).content),
      );
      const done = runs.filter(({ evals }) => evals.length > 0);
      assert.equal(done.length, 2);
      for (const { dev, evals, made } of done) {
        assert.ok(dev.length > 0);
        const [{ id, bands, threshold }] = evals;
        const stored = readdirSync(join(root, "eval")).find((name) => name.startsWith(id))!;
        const result = (await readResult(join(root, "eval", stored))) as {
          readonly bands: Readonly<Record<string, { readonly f1: number }>>;
          readonly thresholdMean: number;
        };
        const scored = BANDS.map((band) => Number(result.bands[band].f1.toFixed(2)));
        assert.deepEqual(bands, scored);
        assert.equal(threshold, Number(result.thresholdMean.toFixed(2)));
        // ATL by the time of AMTL, AMTL by that of ATL: nothing else was timed there.
        assert.equal(made?.predicted?.basis, "scaled");
      }
    });
  });

  it("names its refresh only while cells are missing", async () => {
    await inFolder(async (root) => {
      const selection = { experiments: ["table4"], seeds: [5], results: root };
      const out = join(root, "report.html");
      const request = { ...REQUEST, out, formats: [], refresh: 7 };
      const found = await reportOut(selection, [], request);
      assert.ok(found.incomplete > 0);
      assert.match(found.content, /<html lang="en" data-other-scale data-watch="7">/);
      const paper = await reportOut(selection, ["table4"], { ...request, paper: true });
      assert.match(paper.content, /<html lang="en">/);
    });
  });

  it("has nothing of who made it where, when it is to be anonymous", async () => {
    await inFolder(async (root) => {
      cpSync(FIXTURE, root, { recursive: true });
      const secrets = { name: "secret-host", user: "secret-user", path: "/secret/path" };
      for (const kind of ["train", "eval"]) {
        for (const id of readdirSync(join(root, kind))) {
          const file = join(root, kind, id, "provenance.json");
          const known = JSON.parse(await readFile(file, "utf8").catch(() => "{}")) as object;
          const host = { ...secrets, processor: "Some Processor", processors: 2 };
          const spoilt = { ...known, host, directory: secrets.path, commandLine: [secrets.user] };
          delete (spoilt as { digest?: string }).digest;
          await writeFile(file, JSON.stringify({ ...spoilt, ended: "1999-12-31T00:00:00.000Z" }));
        }
      }
      const selection = { experiments: ["table4"], seeds: [5], results: root };
      const open = await reportOut(selection, [], REQUEST);
      assert.match(open.content, /secret-host.*|1999-12-31/s);
      for (const formats of [["json"], ["html"], ["latex"], ["record"]]) {
        const { content } = await reportOut(selection, [], {
          ...REQUEST,
          formats,
          anonymous: true,
        });
        // What a page packs is read, too.
        const runs = /id="report-packed">(.*?)</.exec(content)?.[1];
        const all = content + (runs === undefined ? "" : JSON.stringify(unpacked(runs)));
        assert.equal(runs === undefined, formats[0] !== "html");
        assert.doesNotMatch(all, /secret|1999-12-31|"commit"|commit [0-9a-f]{12}/, formats[0]);
        assert.ok(!all.includes(root) && !all.includes(projectRoot()), formats[0]);
      }
    });
  });
});
