import assert from "node:assert/strict";
import { seededRandom } from "../../src/base/random.js";
import { startCli, type Cli } from "../support/cli.js";
import { allResults, inFolder } from "../support/runs.js";

const WORDS = ["table4", "--only", "loss=atl,amtl", "--seeds", "5,42", "--jobs", "2", "--json"];
const KILLS = process.env.AMTL_SLOW_TESTS === undefined ? 12 : 100;

/** kill -9 of what is running. @returns what was hit. */
function killNow({ child, events }: Cli, victim: "worker" | "parent" | "both"): void {
  const ended = new Set(
    events
      .filter(({ type }) => type === "finished" || type === "failed")
      .map(({ run, attempt }) => `${run} ${attempt}`),
  );
  const workers = events.flatMap((event) =>
    event.type === "started" && !ended.has(`${event.run} ${event.attempt}`) ? [event.pid] : [],
  );
  if (victim !== "worker") child.kill("SIGKILL");
  if (victim === "parent") return;
  for (const pid of workers) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It has just ended by itself.
    }
  }
}

describe("kill -9 at any moment", function () {
  this.timeout(600_000);

  it(`of worker, parent or both, ${KILLS} times: the same result bytes, none missing`, async () => {
    const undisturbed = await inFolder(async (root) => {
      assert.equal((await startCli(WORDS, root).end).code, 0);
      return await allResults(root);
    });
    assert.equal(Object.keys(undisturbed).length, 16);
    const random = seededRandom(7, "kills");
    let kills = 0;
    while (kills < KILLS) {
      await inFolder(async (root) => {
        for (;;) {
          const cli = startCli(WORDS, root, { ms: 300 });
          const victim = (["worker", "parent", "both"] as const)[kills % 3];
          const moment = 100 + random.below(2200);
          const timer = setTimeout(() => {
            killNow(cli, victim);
            kills++;
          }, moment);
          const { code } = await cli.end;
          clearTimeout(timer);
          if (code === 0 || kills >= KILLS) break;
        }
        // Whatever is left is done by an undisturbed call; a killed parent's workers may still be ending.
        const last = await startCli(WORDS, root).end;
        assert.equal(last.code, 0, last.stderr);
        assert.deepEqual(await allResults(root), undisturbed);
      });
    }
  });
});
