import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { reportOut, type OutRequest } from "../../../src/app/report/out.js";
import type { SelectionRequest } from "../../../src/app/select/request.js";
import { readDocument } from "../../../src/report/document/read.js";
import { inFolder } from "../../support/runs/runs.js";
import { writeStates } from "../../support/runs/states.js";

const REQUEST: OutRequest = { out: "-", formats: [], anonymous: false, paper: false };

const shown = async (
  selection: SelectionRequest,
  format: string,
  more: Partial<OutRequest> = {},
): Promise<string> =>
  (await reportOut(selection, [], { ...REQUEST, formats: [format], ...more })).content.replaceAll(
    /\s+/g,
    " ",
  );

const WORDS = ["text", "markdown", "latex", "json", "html"];

describe("the states of runs in a report", function () {
  this.timeout(60_000);

  async function inStates(
    profile: "smoke" | "paper",
    use: (selection: SelectionRequest, root: string) => Promise<void>,
  ): Promise<void> {
    await inFolder(async (folder) => {
      const root = join(folder, "results");
      await mkdir(root);
      await use(await writeStates(root, profile), root);
    });
  }

  it("are said in every format, above the table and in its cells: what runs and until when, what failed and why, what is of other code", async () => {
    await inStates("smoke", async (selection) => {
      for (const format of WORDS) {
        const raw = await shown(selection, format);
        const text = raw.replaceAll("\\_", "_");
        assert.match(text, /Running: 1 run, being trained.*10 min left/, format);
        assert.match(text, /Failed: 1 run: .*out-of-memory: 8 GB were not enough/, format);
        assert.match(text, /To mend it: run fewer at once \(--jobs 1\)/, format);
        assert.match(
          text,
          /Changed: 6 runs, of other code or data.*version:loss\/ssr-pu 0/,
          format,
        );
        assert.match(text, /amtl-run why RUN says by which/, format);
        if (format === "text" || format === "markdown") {
          const [head] = text.split("73.29q");
          assert.match(head, /1 running \(10 min left\), 1 failed, 6 changed/, format);
          assert.match(head, /unfinished: 4 cells half-trained/, format);
          assert.match(head, /no verdict: profile smoke is not the paper's scale/, format);
        }
        for (const state of ["running", "failed", "changed", "missing"]) {
          const cell = format === "json" ? `"${state}"` : `[>{ ]${state}[<} ]`;
          assert.match(raw, new RegExp(cell), `${format} ${state}`);
        }
      }
    });
  });

  it("are a column of the CSV", async () => {
    await inStates("smoke", async (selection) => {
      const { content } = await reportOut(selection, [], { ...REQUEST, formats: ["csv"] });
      const rows: readonly Readonly<Record<string, string>>[] = parse(content, { columns: true });
      const stateOf = (loss: string): string | undefined =>
        rows.find((row) => row.loss === loss && row.train === "redocred")?.state;
      const wanted = {
        atl: "done",
        aml: "half trained",
        amtl: "running",
        ncrl: "failed",
        "ssr-pu": "changed",
        afl: "missing",
      };
      const found = Object.fromEntries(Object.keys(wanted).map((loss) => [loss, stateOf(loss)]));
      assert.deepEqual(found, wanted);
      const one = await reportOut({ ...selection, seeds: [5] }, [], {
        ...REQUEST,
        formats: ["csv"],
      });
      assert.match(one.content, /,one seed\r\n/);
    });
  });

  it("say one seed and its lack of a spread", async () => {
    await inStates("smoke", async (selection) => {
      for (const format of WORDS) {
        const text = await shown({ ...selection, seeds: [5] }, format);
        assert.match(text, /[Oo]ne seed/, format);
        if (format !== "json") assert.match(text, /no spread/, format);
      }
    });
  });

  it("of the paper's own scale stand beside its verdicts", async () => {
    await inStates("paper", async (selection) => {
      const text = await shown(selection, "text");
      assert.match(text, /verdict: .*unfinished: 4 cells half-trained runs: 1 running/);
      const page = await shown(selection, "html");
      assert.doesNotMatch(page, /<html[^>]*data-other-scale/);
      assert.match(page, /table4: [^<]*; 4 of these half trained/);
    });
  });

  it("are in the page at once, in another accent at another scale, and in the page read back", async () => {
    await inStates("smoke", async (selection, root) => {
      const out = join(root, "report.html");
      const { content } = await reportOut(selection, [], { ...REQUEST, out, formats: [] });
      assert.match(content, /<html lang="en" data-other-scale>/);
      assert.match(content, /Profile smoke, not the paper's scale\./);
      const head = content.slice(0, content.indexOf("<main"));
      assert.match(
        head,
        /class="trouble running"><summary><strong>1 run<\/strong> running;.*10 min left/,
      );
      assert.match(head, /class="trouble failed">.*out-of-memory: 8 GB were not enough/);
      assert.match(head, /class="trouble changed">.*amtl-run why RUN/);
      const { tables } = await readDocument(out);
      assert.equal(tables[0].open?.length, 8);
      const hidden = await shown(selection, "html", { anonymous: true });
      assert.doesNotMatch(hidden, /8 GB were not enough/);
      assert.match(hidden, /out-of-memory/);
    });
  });
});
