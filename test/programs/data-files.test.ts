import assert from "node:assert/strict";
import { readFile, truncate, writeFile } from "node:fs/promises";
import { dataFile } from "../../src/programs/data-files.js";
import { inFolder } from "../support/runs/runs.js";

const data = {
  id: "redocred/train",
  sha256: "ab".repeat(32),
  documents: ["one", "two"].map((title) => ({
    title,
    sentences: [["a"]],
    entities: [],
    facts: [],
  })),
};

describe("the data file of programs", () => {
  it("is written anew where it is not what it should be, whoever changed it", async () => {
    await inFolder(async (folder) => {
      const before = process.env.AMTL_CACHE;
      process.env.AMTL_CACHE = folder;
      try {
        const path = await dataFile(data, true);
        const whole = await readFile(path, "utf8");
        for (const damage of [
          () => truncate(path, 20),
          () => writeFile(path, "[]\n"),
          () => writeFile(path, whole.replace("two", "twp")),
        ]) {
          await damage();
          assert.equal(await dataFile(data as never, true), path);
          assert.equal(await readFile(path, "utf8"), whole);
        }
      } finally {
        if (before === undefined) delete process.env.AMTL_CACHE;
        else process.env.AMTL_CACHE = before;
      }
    });
  });
});
