import assert from "node:assert/strict";
import { seededRandom } from "../../../../src/base/random.js";
import type { Metrics } from "../../../../src/contract/result.js";
import { startCli, type Cli } from "../../../support/commands/cli.js";
import { allResults, inFolder } from "../../../support/runs/runs.js";

const ROWS = ["--only", "loss=atl,amtl", "--only", "trainedOn=redocred"];
const WORDS = ["table4", "--seeds", "5", ...ROWS, "--json"];
const ONE = [...WORDS, "--only", "loss=amtl"];

/** The real trainer on the synthetic corpus. */
const start = (words: readonly string[], root: string): Cli =>
  startCli(words, root, undefined, { AMTL_WORKER: "" });

const atStep = (cli: Cli, step: number) =>
  cli.until((event) => event.type === "progress" && event.step >= step);

describe("amtl-run run with real training in profile smoke", function () {
  this.timeout(1_800_000);

  it("reaches a test F1 of 50 with AMTL; stopped, killed and taken up again, ends in the same bytes", async () => {
    const undisturbed = await inFolder(async (root) => {
      const { code, stderr } = await start(ONE, root).end;
      assert.equal(code, 0, stderr);
      return await allResults(root);
    });
    assert.equal(Object.keys(undisturbed).length, 2);
    const f1 = testF1(undisturbed);
    process.stdout.write(`      AMTL: test F1 ${f1.toFixed(2)}\n`);
    assert.ok(f1 >= 50, String(f1));
    await inFolder(async (root) => {
      const stopped = start(ONE, root);
      await atStep(stopped, 60);
      stopped.child.kill("SIGINT");
      assert.equal((await stopped.end).code, 130);
      assert.deepEqual(await allResults(root), {});

      const killed = start(ONE, root);
      const first = await killed.until(({ type }) => type === "started");
      assert.ok(first.type === "started");
      assert.ok(
        first.resumedAt !== null && first.resumedAt >= 60,
        `resumed at ${String(first.resumedAt)}`,
      );
      await atStep(killed, first.resumedAt + 20);
      process.kill(first.pid, "SIGKILL");
      const { code, stderr } = await killed.end;
      assert.equal(code, 0, stderr);
      const kinds = killed.events.flatMap((event) => (event.type === "failed" ? event.kind : []));
      assert.deepEqual(kinds, ["worker-died"]);
      assert.deepEqual(await allResults(root), undisturbed);
    });
  });

  it("kill -9 of worker, parent or both at 10 moments: the same result bytes (slow)", async function () {
    if (process.env.AMTL_SLOW_TESTS === undefined) {
      this.test!.title += " (skipped: AMTL_SLOW_TESTS is not set)";
      this.skip();
    }
    const undisturbed = await inFolder(async (root) => {
      assert.equal((await start(WORDS, root).end).code, 0);
      return await allResults(root);
    });
    const random = seededRandom(11, "real kills");
    let kills = 0;
    const victims = { worker: 0, parent: 0, both: 0 };
    while (kills < 10) {
      await inFolder(async (root) => {
        while (kills < 10) {
          const cli = start(WORDS, root);
          const timer = setTimeout(
            () => {
              const victim = (["worker", "parent", "both"] as const)[kills % 3];
              const pids = cli.events.flatMap((e) => (e.type === "started" ? e.pid : []));
              const isParentHit = victim !== "worker" && cli.child.kill("SIGKILL");
              const isWorkerHit = victim !== "parent" && killIfThere(pids.at(-1));
              if (!isParentHit && !isWorkerHit) return;
              kills++;
              victims[victim]++;
            },
            500 + random.below(25_000),
          );
          const { code } = await cli.end;
          clearTimeout(timer);
          if (code === 0) break;
        }
        assert.equal((await start(WORDS, root).end).code, 0);
        assert.deepEqual(await allResults(root), undisturbed);
      });
    }
    const counts = Object.entries(victims).map(([victim, count]) => `${count} ${victim}`);
    this.test!.title += ` (${counts.join(", ")})`;
  });
});

/** F1 of the one evaluation among results. */
function testF1(results: Readonly<Record<string, string>>): number {
  const [evaluation] = Object.keys(results).filter((path) => path.startsWith("eval/"));
  return (JSON.parse(results[evaluation]) as { readonly metrics: Metrics }).metrics.f1;
}

/** Whether there was something to kill: it may not have started, or have just ended by itself. */
function killIfThere(pid: number | undefined): boolean {
  if (pid === undefined) return false;
  try {
    return process.kill(pid, "SIGKILL");
  } catch {
    return false;
  }
}
