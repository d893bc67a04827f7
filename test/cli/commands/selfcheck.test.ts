import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { goldenFolder } from "../../../src/check/find.js";
import { withFiles } from "../../check/temporary.js";
import { spawnCommand } from "../../support/commands/command.js";

const decode = join(goldenFolder(), "losses/Decode.json");

interface Line {
  readonly file: string;
  readonly verdict: string;
}

/** wasm runs wherever the tests do. */
const selfcheck = (...words: string[]) => spawnCommand("selfcheck", "--engine", "wasm", ...words);

describe("amtl-run selfcheck", () => {
  it("prints a table and ends with 0 when all is within tolerance", async () => {
    const { code, stdout, stderr } = await selfcheck(decode);
    assert.equal(code, 0, stderr);
    assert.match(stdout, /Decode\.json\s*│ decode\s*│\s*76 │\s*0 │\s*ok/);
    assert.match(stdout, /^This machine computes the reference numbers: 1 of 1 checked files /);
    assert.match(stdout, /1 file: 1 ok/);
    assert.match(stderr, /engine wasm/);
  });

  it("gives exactly the promised JSON, a line for each golden file of a folder, and ends with 1", async () => {
    const golden = await readFile(decode, "utf8");
    const wrong = golden.replace('"decoded":[[0,', '"decoded":[[1,');
    assert.notEqual(wrong, golden);
    const files = {
      "deep/torn.json": golden.slice(0, 5000),
      "deep/fixture.json": { vocabulary: [] },
      "plugin.json": { golden: 1, kind: "plugin", name: "x" },
      "right.json": golden,
      "wrong.json": wrong,
    };
    await withFiles(files, async (folder) => {
      const { code, stdout } = await selfcheck("--json", folder);
      assert.equal(code, 1);
      const common = { kind: "decode", name: "decode", cases: 76, skipped: 0 };
      const none = { cases: 0, skipped: 0, maxDeviation: null };
      assert.deepEqual(JSON.parse(stdout), {
        files: [
          {
            file: join(folder, "deep/torn.json"),
            kind: null,
            name: null,
            ...none,
            verdict: "unreadable",
          },
          {
            file: join(folder, "plugin.json"),
            kind: "plugin",
            name: "x",
            ...none,
            verdict: "not covered",
          },
          { file: join(folder, "right.json"), ...common, maxDeviation: 0, verdict: "ok" },
          { file: join(folder, "wrong.json"), ...common, maxDeviation: null, verdict: "deviates" },
        ],
      });
      const keys = Object.keys((JSON.parse(stdout) as { files: Line[] }).files[0]);
      assert.deepEqual(keys, [
        "file",
        "kind",
        "name",
        "cases",
        "skipped",
        "maxDeviation",
        "verdict",
      ]);
    });
  });

  it("ends with 3 when something is not covered, and says what deviates and where", async () => {
    await withFiles({ "p.json": { golden: 1, kind: "plugin", name: "x" } }, async (folder) => {
      const { code, stdout } = await selfcheck(decode, folder);
      assert.equal(code, 3);
      assert.match(stdout, /2 files: 1 ok, 1 not covered/);
    });
  });

  it("refuses a path that does not exist with exit code 2", async () => {
    const { code, stdout, stderr } = await selfcheck("no/such/path");
    assert.equal(code, 2);
    assert.equal(stdout, "");
    assert.match(stderr, /no\/such\/path/);
  });
});
