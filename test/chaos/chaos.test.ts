import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { seededRandom } from "../../src/base/random.js";
import { startCli } from "../support/commands/cli.js";
import { cutFile, fillDisk, killNow, type Fault } from "../support/machines/faults.js";
import { allResults } from "../support/runs/runs.js";
import { smallDisk } from "../support/machines/small-disk.js";

const SEEDS = "1,2,3,4,5,6,7,8,9,10";
const WORDS = ["table4", "--only", "loss=atl,amtl", "--seeds", SEEDS, "--jobs", "2", "--json"];
const RUNS = 40;
const FAULTS = process.env.AMTL_SLOW_TESTS === undefined ? 5 : 100;
/** Milliseconds of a stand-in training. */
const MS = 300;
const DISK_KIB = 64 * 1024;

describe("chaos", function () {
  this.timeout(1_800_000);
  let outside: string;

  before(async () => {
    outside = await mkdtemp(join(tmpdir(), "amtl-chaos-"));
  });
  after(async () => {
    await rm(outside, { recursive: true, force: true });
  });

  const csvOf = (root: string): Promise<string> =>
    readFile(join(root, "smoke", "table4.csv"), "utf8");

  it(`${RUNS} runs, two slots, ${FAULTS} faults: the results and the table of an undisturbed pass`, async function () {
    const calm = join(outside, "calm");
    const undisturbed = await startCli(WORDS, calm, { ms: 10 }).end;
    assert.equal(undisturbed.code, 0, undisturbed.stderr);
    const expected = await allResults(calm);
    assert.equal(Object.keys(expected).length, 2 * RUNS);

    const disk = smallDisk(DISK_KIB);
    const place = disk?.folder ?? outside;
    let root = join(place, "runs");
    const kinds: readonly Fault[] =
      disk === null
        ? ["worker", "parent", "both", "cut"]
        : ["worker", "parent", "both", "disk", "cut"];
    const random = seededRandom(17, "chaos");
    const counts = new Map<Fault, number>();
    const journal = join(outside, "journal");
    const env = { AMTL_TEST_JOURNAL: journal };
    /** Results that a fault destroyed: their runs are rightly trained again. */
    const destroyed = new Map<string, number>();
    let [lost, doubled] = [0, 0];
    const begin = () => startCli(WORDS, root, { ms: MS }, env);
    const judge = async (): Promise<void> => {
      // A killed command's workers may still be ending; this call waits for them.
      const last = await begin().end;
      assert.equal(last.code, 0, last.stderr);
      const results = await allResults(root);
      lost += Object.keys(expected).filter((path) => !Object.hasOwn(results, path)).length;
      assert.deepEqual(results, expected);
      assert.equal(await csvOf(root), await csvOf(calm));
      // A worker that is killed between its result and this line leaves none: too few say nothing, too many do.
      const times = new Map<string, number>();
      for (const id of (await readFile(journal, "utf8")).trim().split("\n")) {
        times.set(id, (times.get(id) ?? 0) + 1);
      }
      doubled += [...times].filter(([id, n]) => n > 1 + (destroyed.get(id) ?? 0)).length;
      for (const path of [root, journal]) await rm(path, { recursive: true });
      destroyed.clear();
      rounds++;
      root = join(place, `runs${rounds}`);
    };
    let rounds = 0;
    try {
      let faults = 0;
      let passes = 0;
      while (faults < FAULTS) {
        passes++;
        const cli = begin();
        const { end } = cli;
        while (faults < FAULTS) {
          const moment = delay(200 + random.below(1800)).then(() => null);
          if ((await Promise.race([end, moment])) !== null) break;
          const fault = kinds[faults % kinds.length];
          faults++;
          counts.set(fault, (counts.get(fault) ?? 0) + 1);
          if (fault === "disk") await fillDisk(place, 200 + random.below(600));
          else killNow(cli, fault === "cut" ? "both" : fault);
          if (fault !== "cut") continue;
          await end;
          // What is cut is what a crash leaves: with nobody at work.
          const path = cutFile(root, random);
          const trainId = /train\/([0-9a-f]{64})\/result\.json$/.exec(path ?? "")?.[1];
          if (trainId !== undefined) destroyed.set(trainId, (destroyed.get(trainId) ?? 0) + 1);
        }
        const { code, stderr } = await end;
        assert.ok([0, 1, 2, 3, 4, null].includes(code), `exit code ${code}: ${stderr}`);
        // Once all is done there is nothing left to disturb: judge it, and begin anew.
        if (code === 0 || faults === FAULTS) await judge();
      }
      assert.deepEqual([lost, doubled], [0, 0]);
      const figures = [...counts].map(([kind, count]) => `${count} ${kind}`).join(", ");
      this.test!.title +=
        ` (${faults} faults: ${figures}; ${rounds} × ${RUNS} runs in ${passes + rounds} calls; ${lost} lost, ${doubled} doubled` +
        `${disk === null ? "; no full disk: this user may not mount one" : ""})`;
    } finally {
      disk?.remove();
    }
  });
});
