import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { RunStart } from "../../../src/app/run/control.js";
import { exitCodeOf } from "../../../src/app/run/outcome.js";
import { AmtlError } from "../../../src/base/errors.js";
import type { RunEvent } from "../../../src/contract/event.js";
import { outcomeLines } from "../../../src/app/text/run.js";
import { useOwnFolders } from "../../corpus/folders.js";
import { runHere, TWO_ROWS } from "../../support/commands/in-process.js";
import { allResults, inFolder } from "../../support/runs/runs.js";

const TABLE = { experiments: ["table4"], seeds: [5], only: TWO_ROWS };
/** Two rows of Table 4 on its two training sets. */
const RUNS = 4;

describe("run", function () {
  this.timeout(120_000);

  it("trains what is missing and writes the tables; again, it only fills them", async () => {
    await inFolder(async (results) => {
      const [starts, events]: [RunStart[], RunEvent[]] = [[], []];
      const control = {
        onStart: (start: RunStart) => void starts.push(start),
        onEvent: (event: RunEvent) => void events.push(event),
      };
      const first = await runHere({ ...TABLE, results }, undefined, control);
      assert.deepEqual([exitCodeOf(first), first.runs, first.done], [0, RUNS, RUNS]);
      assert.deepEqual(starts[0].counts, { ...starts[0].counts, done: 0, new: RUNS });
      assert.equal(events.filter(({ type }) => type === "finished").length, RUNS);
      const files = first.report?.tables.flatMap(({ written }) => written.files) ?? [];
      assert.deepEqual(
        files,
        ["table4.csv", "table4.wide.csv"].map((name) => join(results, "smoke", name)),
      );
      const csv = await readFile(files[0], "utf8");
      events.length = 0;
      const again = await runHere({ ...TABLE, results }, undefined, control);
      assert.deepEqual([again.done, events, starts.length], [RUNS, [], 1]);
      assert.deepEqual(again.report, first.report);
      assert.equal(await readFile(files[0], "utf8"), csv);
    });
  });

  it("goes on after a failure, and says which run failed, why, and where its log is", async () => {
    await inFolder(async (results) => {
      const plan = { ms: 60, bySeed: { 42: { act: "fail", always: true } } } as const;
      const only = [{ axis: "loss", values: ["atl"] }] as const;
      const outcome = await runHere({ ...TABLE, seeds: [5, 42], only, results }, plan);
      assert.deepEqual([exitCodeOf(outcome), outcome.done, outcome.failures.length], [1, 2, 2]);
      for (const { kind, message, label, log } of outcome.failures) {
        assert.deepEqual([kind, message], ["not-a-number", "loss is NaN"]);
        assert.match(label, /^atlop atl .* seed 42$/);
        assert.match(log ?? "", /stderr\.log$/);
      }
      const [head, ...rest] = outcomeLines(outcome, false);
      assert.equal(head, "failed (not-a-number): loss is NaN");
      assert.equal(rest.length, 3, "a kind and message once, its runs, what to do");
    });
  });

  it("stops when the caller says so; the same request goes on to the same bytes", async () => {
    const undisturbed = await inFolder(async (results) => {
      await runHere({ ...TABLE, results });
      return await allResults(results);
    });
    await inFolder(async (results) => {
      const stop = new AbortController();
      const outcome = await runHere(
        { ...TABLE, results },
        { ms: 1500 },
        {
          stop: stop.signal,
          onEvent: ({ type }) => {
            if (type === "checkpoint") stop.abort();
          },
        },
      );
      assert.deepEqual([exitCodeOf(outcome), outcome.report], [130, null]);
      assert.ok(outcome.done < RUNS);
      const resumed: number[] = [];
      await runHere({ ...TABLE, results }, undefined, {
        onEvent: (event) => {
          if (event.type === "started" && event.resumedAt !== null) resumed.push(event.resumedAt);
        },
      });
      assert.ok(resumed.length > 0);
      assert.deepEqual(await allResults(results), undisturbed);
    });
  });

  it("names a torn result, mends it, and ends with the same table", async () => {
    await inFolder(async (results) => {
      const first = await runHere({ ...TABLE, results });
      const files = await allResults(results);
      const [file] = Object.keys(files).filter((name) => name.startsWith("eval/"));
      await writeFile(join(results, file), files[file].slice(0, 50));
      const mended: string[] = [];
      const again = await runHere({ ...TABLE, results }, undefined, {
        onEvent: (event) => {
          if (event.type === "mended") mended.push(event.path);
        },
      });
      assert.deepEqual(mended, [join(results, file)]);
      assert.deepEqual(again.report, first.report);
      assert.deepEqual(await allResults(results), files);
    });
  });

  it("names all that is lacking before anything starts, and the smaller profiles", async () => {
    const folders = await useOwnFolders();
    try {
      const results = folders.cache;
      const request = { experiments: ["all"], profile: "paper", results } as const;
      const error = await runHere(request).catch((thrown: unknown) => thrown);
      assert.ok(error instanceof AmtlError && error.exitCode === 4, String(error));
      assert.match(error.details.fix ?? "", /amtl-run encoder get bert-base-cased/);
      assert.match(error.details.fix ?? "", /--profile mini .*--profile smoke/);
      assert.ok(!existsSync(results));
    } finally {
      await folders.remove();
    }
  });
});
