import assert from "node:assert/strict";
import { readdir, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { plan, planCost, report } from "../../../../src/index.js";
import { status } from "../../../../src/app/status/status.js";
import { startCli, type CliEnd } from "../../../support/commands/cli.js";
import { inFolder } from "../../../support/runs/runs.js";

const WORDS = ["table4", "--seeds", "5", "--only", "loss=atl,amtl"];
const SELECTION = {
  experiments: ["table4"],
  seeds: [5],
  only: [{ axis: "loss", values: ["atl", "amtl"] }],
} as const;
const CUT_OFF = "the file is cut off or is not JSON";

/** How many runs are damaged, as each use case tells. */
async function damagedIn(root: string): Promise<readonly number[]> {
  const request = { ...SELECTION, results: root };
  const [view] = (await status({ plans: ["table4"], results: root })).plans;
  assert.ok(view.state === "present");
  const { runs } = await plan(request);
  const { damaged } = await planCost(request, 1);
  return [
    view.counts.damaged,
    runs.filter(({ state }) => state.state === "damaged").length,
    damaged.length,
    (await report(request)).damaged.length,
  ];
}

/** What the five commands print; `run` comes last, and mends. */
async function sayings(root: string): Promise<readonly (CliEnd & { readonly all: string })[]> {
  const commands = [
    ["status", "table4"],
    ["plan", ...WORDS],
    ["plan", ...WORDS, "--cost"],
    ["report", ...WORDS],
    ["run", ...WORDS],
  ];
  const ends: (CliEnd & { readonly all: string })[] = [];
  for (const words of commands) {
    const end = await startCli(words, root).end;
    ends.push({ ...end, all: end.stdout + end.stderr });
  }
  return ends;
}

describe("damaged files of a run", function () {
  this.timeout(120_000);

  it("are told of by five commands in the same words, and mended by running again", async () => {
    await inFolder(async (root) => {
      assert.equal((await startCli([...WORDS, "--quiet"], root).end).code, 0);
      const { runs } = await plan({ ...SELECTION, results: root });
      assert.equal(runs.length, 4);
      const results = runs.map(({ trainId }) => join(root, "train", trainId, "result.json"));
      await truncate(results[0], 60);
      const [{ evalId }] = runs[1].evals;
      await truncate(join(root, "eval", evalId, "result.json"), 60);
      await writeFile(join(root, "train", runs[2].trainId, "provenance.json"), '{"seconds": 1');
      assert.deepEqual(await damagedIn(root), [3, 3, 3, 3]);

      const cost = await planCost({ ...SELECTION, results: root }, 1);
      assert.deepEqual([cost.left.runs, cost.evaluations], [1, 1]);
      // Of the evaluation that cannot be read the numbers are missing; those of all others stand.
      const { tables } = await report({ ...SELECTION, results: root });
      const filled = tables[0].cells.filter(({ runs: ids }) => ids !== "");
      const whole = runs.flatMap(({ cells }) => cells).length;
      assert.equal(filled.length, whole - runs[1].cells.length);

      const said = await sayings(root);
      for (const { all } of said) {
        assert.ok(all.includes(`damaged: result.json: ${CUT_OFF}`), all);
        assert.ok(all.includes(`damaged: result.json of an evaluation: ${CUT_OFF}`), all);
        assert.ok(all.includes(`damaged: provenance.json: ${CUT_OFF}`), all);
        assert.ok(all.includes(results[0]), all);
      }
      assert.deepEqual(
        said.map(({ code }) => code),
        [3, 0, 0, 3, 0],
      );
      assert.match(said[0].stdout, /1 of 4 runs done, 3 damaged/);
      assert.match(said[4].stderr, /4 runs, 1 done, 3 damaged\n/);
      assert.deepEqual(await damagedIn(root), [0, 0, 0, 0]);
      const kept = await readdir(join(root, "train", runs[2].trainId));
      assert.equal(kept.filter((name) => name.startsWith("provenance.json.damaged-")).length, 1);
      assert.equal((await startCli(["status", "table4"], root).end).code, 0);
    });
  });

  it("cost a table of minutes one cell: the run is named, and the others have theirs", async () => {
    await inFolder(async (root) => {
      const words = ["table9", "--seeds", "5"];
      assert.equal((await startCli(["run", ...words, "--jobs", "4"], root).end).code, 0);
      const request = { experiments: ["table9"], seeds: [5], results: root };
      const { runs } = await plan(request);
      const record = {
        seconds: 90,
        resumedAt: null,
        otherProcessors: 0,
        engine: { id: "native", library: "1", threads: 1 },
        host: { processor: "a", processors: 2 },
      };
      const pathOf = (trainId: string): string => join(root, "train", trainId, "provenance.json");
      for (const { trainId } of runs) await writeFile(pathOf(trainId), JSON.stringify(record));
      const before = await report(request);
      assert.equal(before.incomplete, 0);
      await writeFile(pathOf(runs[0].trainId), '{"seconds": 1');
      const after = await report(request);
      assert.deepEqual([after.incomplete, after.damaged.length], [1, 1]);
      const end = await startCli(["report", ...words], root).end;
      assert.equal(end.code, 3);
      assert.match(end.stdout, /Not timed: .*provenance\.json\) cannot be read/);
      assert.ok(end.stderr.includes(`damaged: provenance.json: ${CUT_OFF}`));
      assert.ok(end.stderr.includes(runs[0].trainId));
      assert.equal((end.stdout.match(/1\.50/g) ?? []).length, runs.length - 1);
    });
  });
});
