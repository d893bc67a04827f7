import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { startCli } from "../support/commands/cli.js";
import { allResults, inFolder } from "../support/runs/runs.js";

const SEEDS = "1,2,3,4,5,6,7,8,9,10";
const WORDS = ["table4", "--only", "loss=atl,amtl", "--seeds", SEEDS, "--jobs", "2", "--json"];
const RUNS = 40;
const REPETITIONS = process.env.AMTL_SLOW_TESTS === undefined ? 1 : 20;

describe("two commands on one folder", function () {
  this.timeout(1_800_000);

  it(`share ${RUNS} runs, ${REPETITIONS} times over: none is trained twice`, async function () {
    const shares: number[] = [];
    for (let repetition = 0; repetition < REPETITIONS; repetition++) {
      await inFolder(async (folder) => {
        const root = join(folder, "runs");
        const journal = join(folder, "journal");
        const both = [1, 2].map(() =>
          startCli(WORDS, root, { ms: 60 }, { AMTL_TEST_JOURNAL: journal }),
        );
        for (const cli of both) {
          const { code, stderr } = await cli.end;
          assert.equal(code, 0, stderr);
          assert.ok(!cli.events.some(({ type }) => type === "failed"));
        }
        const trained = (await readFile(journal, "utf8")).trim().split("\n");
        assert.equal(trained.length, RUNS);
        assert.equal(new Set(trained).size, RUNS);
        assert.equal(Object.keys(await allResults(root)).length, 2 * RUNS);
        const begun = both.map(
          ({ events }) => events.filter(({ type }) => type === "started").length,
        );
        assert.equal(begun[0] + begun[1], RUNS);
        shares.push(Math.min(...begun));
      });
    }
    this.test!.title += ` (${RUNS * REPETITIONS} runs, 0 doubled; the smaller share ${Math.min(...shares)} to ${Math.max(...shares)})`;
  });
});
