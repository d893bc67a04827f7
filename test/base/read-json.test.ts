import assert from "node:assert/strict";
import { mkdir, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { parseLine, readJson, readJsonOr } from "../../src/base/read-json.js";
import { count, fields } from "../../src/base/shape.js";
import { inFolder } from "../support/runs/runs.js";

const shape = fields({ seconds: count });

describe("a JSON file", () => {
  it("is absent, damaged or read", async () => {
    await inFolder(async (folder) => {
      const path = join(folder, "a.json");
      assert.deepEqual(await readJson(path, shape), { state: "absent" });
      assert.deepEqual(await readJson(join(path, "b.json"), shape), { state: "absent" });
      const damaged: readonly (readonly [string, string])[] = [
        ["", "the file is empty"],
        ['{"seconds": 1', "the file is cut off or is not JSON"],
        ['{"seconds": "1"}', 'seconds is "1", expected a count'],
        ["null", "it is null, expected an object"],
      ];
      for (const [content, why] of damaged) {
        await writeFile(path, content);
        assert.deepEqual(await readJson(path, shape), { state: "damaged", path, why });
        assert.equal(await readJsonOr(path, shape), null);
      }
      await writeFile(path, '{"seconds": 1, "later": 2}');
      const value = { seconds: 1, later: 2 };
      assert.deepEqual(await readJson(path, shape), { state: "value", value });
      assert.deepEqual(await readJsonOr(path, shape), value);
    });
  });

  it("is damaged where something else lies in its place, and never waited for", async () => {
    await inFolder(async (folder) => {
      const path = join(folder, "a.json");
      const cases: readonly (readonly [string, () => Promise<unknown>])[] = [
        ["a folder lies in its place", () => mkdir(path)],
        ["a loop of symbolic links lies in its place", () => symlink("a.json", path)],
        ["a pipe or a device lies in its place", () => execa("mkfifo", [path])],
      ];
      for (const [why, make] of cases) {
        await make();
        assert.deepEqual(await readJson(path, shape), { state: "damaged", path, why });
        assert.equal(await readJsonOr(path, shape), null);
        await rm(path, { recursive: true });
      }
    });
  });

  it("that cannot be read is an error, except where it may be done without", async () => {
    const path = join("/", "a".repeat(300));
    await assert.rejects(readJson(path, shape), /ENAMETOOLONG/);
    assert.equal(await readJsonOr(path, shape), null);
  });
});

describe("a line of NDJSON", () => {
  it("is read, or passed over", () => {
    assert.deepEqual(parseLine('{"seconds": 1}', shape), { seconds: 1 });
    for (const line of ["", "Loading …", '{"seconds": 1', '{"seconds": -1}', "3"]) {
      assert.equal(parseLine(line, shape), null);
    }
  });
});
