import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { CSV_COLUMNS } from "../../src/report/csv-row.js";
import { writeContainer } from "../../src/store/container.js";
import { guideExample } from "../support/runs/own-files.js";
import { inFolder } from "../support/runs/runs.js";
import { readPage } from "./pages.js";

describe("docs/guide/files.md", () => {
  it("names every column of the CSV, and no other", () => {
    const [, section] = /## The CSV\n([^]*?)\n## /.exec(readPage("docs/guide/files.md").text)!;
    const rows = [...section.matchAll(/^\| (`[^|]*)\|/gm)].map(([, names]) => names);
    const named = rows.flatMap((names) => [...names.matchAll(/`(\w+)`/g)].map(([, name]) => name));
    assert.deepEqual(named, [...CSV_COLUMNS]);
  });

  it("has a reader of binary files that reads them, and refuses a changed one", async function () {
    if (spawnSync("python3", ["--version"]).status !== 0) {
      this.test!.title += " (skipped: there is no python3)";
      this.skip();
    }
    await inFolder(async (folder) => {
      await writeFile(join(folder, "read_bin.py"), guideExample("read_bin.py"));
      const path = join(folder, "scores.bin");
      const arrays = new Map<string, Float32Array | Uint32Array | Uint16Array>([
        ["logits", Float32Array.of(1, 2, 3)],
        ["offsets", Uint32Array.from({ length: 40 }, (_, at) => at)],
        ["columns", Uint16Array.of(7)],
      ]);
      await writeContainer(path, { meta: { rows: 2 }, arrays });
      const read = () => spawnSync("python3", ["read_bin.py", path], { cwd: folder });
      const expected = { logits: [1, 2, 3], offsets: [0, 1, 2], columns: [7] };
      assert.deepEqual(JSON.parse(String(read().stdout)), expected);

      const bytes = await readFile(path);
      bytes[bytes.length - 1] ^= 1;
      await writeFile(path, bytes);
      assert.match(String(read().stderr), /AssertionError/);
    });
  });
});
