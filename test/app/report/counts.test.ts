import assert from "node:assert/strict";
import { readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { countsOf } from "../../../src/app/report/counts.js";
import { inFolder } from "../../support/runs/runs.js";

/** In a cache folder of its own. */
async function withCache(use: (cache: string) => Promise<void>): Promise<void> {
  const before = process.env.AMTL_CACHE;
  await inFolder(async (cache) => {
    process.env.AMTL_CACHE = cache;
    try {
      await use(cache);
    } finally {
      if (before === undefined) Reflect.deleteProperty(process.env, "AMTL_CACHE");
      else process.env.AMTL_CACHE = before;
    }
  });
}

describe("the counts of a split", () => {
  it("are remembered by the content of its files, and counted again where the note is damaged", async () => {
    await withCache(async (cache) => {
      const counted = await countsOf("smoke")("redocred/test");
      assert.ok(counted !== null && counted.triples > counted.documents);
      const folder = join(cache, "counts");
      const [note] = await readdir(folder);
      assert.deepEqual(await countsOf("smoke")("redocred/test"), counted);
      await writeFile(join(folder, note), '{"documents":1,"relations":1,"triples":1}');
      assert.deepEqual(await countsOf("smoke")("redocred/test"), counted);
      await rm(folder, { recursive: true });
      assert.deepEqual(await countsOf("smoke")("redocred/test"), counted);
    });
  });
});
