import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { plan } from "../../../src/app/plan/plan.js";
import { AmtlError, describeError } from "../../../src/base/errors.js";
import { amtl, cells, loss, table } from "../../../src/experiment/dsl/index.js";
import { useOwnFolders } from "../../corpus/folders.js";
import { runHere, TWO_ROWS } from "../../support/commands/in-process.js";
import { inFolder } from "../../support/runs/runs.js";

const MY_TABLE = `
import { amtl, cells, loss, table } from "amtl-run";
const rows: readonly unknown[] = [loss("atl"), amtl({ label: "halves", segments: [48, 48], lambda: 1.5 })];
export default table("mine", {
  title: "Mine",
  beside: "table4",
  base: { backbone: "atlop", encoder: "bert-base-cased" },
  rows: rows as ReturnType<typeof loss>[],
  columns: cells({ trainedOn: "redocred", scoredOn: "redocred/test", metrics: ["f1"] }),
  seeds: [7],
});
`;

const refusal = (error: unknown): string => {
  assert.ok(error instanceof AmtlError && error.exitCode === 2, String(error));
  return describeError(error);
};

describe("plan", () => {
  it("lists the unique runs, what each serves, and counts them", async () => {
    await inFolder(async (results) => {
      const { items, total, runs } = await plan({
        experiments: ["table4"],
        only: TWO_ROWS,
        results,
      });
      const item = { id: "table4", cells: 8, configurations: 4, runs: 8, newRuns: 8 };
      assert.deepEqual(items, [item]);
      assert.deepEqual(total, { configurations: 4, runs: 8 });
      assert.equal(runs.length, 8);
      for (const { id, trainId, state, lacks, cells: served, evals } of runs) {
        assert.equal(id, trainId.slice(0, 12));
        assert.deepEqual([state.state, lacks, served.length, evals.length], ["new", [], 2, 1]);
      }
    });
  });

  it("counts a run once when two experiments need it", async () => {
    await inFolder(async (results) => {
      const experiments = ["table4", "table4"];
      const { items, total } = await plan({ experiments, only: TWO_ROWS, results });
      assert.deepEqual(
        items.map(({ runs, newRuns }) => [runs, newRuns]),
        [
          [8, 8],
          [8, 0],
        ],
      );
      assert.equal(total.runs, 8);
    });
  });

  it("leaves what the request's axes, seeds and settings say", async () => {
    await inFolder(async (results) => {
      const request = {
        experiments: ["table4"],
        only: [
          { axis: "loss", values: ["amtl"] },
          { axis: "trainedOn", values: ["redocred"] },
        ],
        seeds: [1, 2, 3],
        results,
      } as const;
      const plain = await plan(request);
      assert.deepEqual(
        plain.runs.map(({ label }) => label),
        [1, 2, 3].map((seed) => `atlop amtl-n4-l3.5 tiny-bert redocred seed ${seed}`),
      );
      const longer = await plan({ ...request, settings: { epochs: 3 } });
      const known = new Set(plain.runs.map(({ trainId }) => trainId));
      assert.ok(longer.runs.every(({ trainId }) => !known.has(trainId)));
    });
  });

  it("knows what is done", async () => {
    await inFolder(async (results) => {
      const request = { experiments: ["table4"], seeds: [5], results };
      const done = await runHere({ ...request, only: [{ axis: "loss", values: ["atl"] }] });
      assert.equal(done.done, 2);
      assert.deepEqual(
        (await plan({ ...request, only: TWO_ROWS })).runs.map(({ state }) => state.state),
        ["done", "done", "new", "new"],
      );
    });
  });

  it("plans without data, and says what would bring it", async () => {
    const folders = await useOwnFolders();
    try {
      const experiments = ["table4"];
      const found = await plan({
        experiments,
        only: TWO_ROWS,
        profile: "paper",
        results: folders.cache,
      });
      assert.equal(found.total.runs, 20);
      assert.ok(found.runs.every(({ lacks }) => lacks.includes("encoder:bert-base-cased")));
      const fixes = [...found.absent.values()].map(({ details }) => details.fix);
      assert.ok(fixes.includes("amtl-run encoder get bert-base-cased"), fixes.join("\n"));
      assert.ok(fixes.some((fix) => (fix ?? "").includes("data get redocred/train_revised.json")));
    } finally {
      await folders.remove();
    }
  });

  it("counts the cells that the profile has no data for", async () => {
    await inFolder(async (results) => {
      const { noData } = await plan({ experiments: ["table4"], profile: "mini", results });
      assert.ok(noData.cells > 0);
      assert.deepEqual(noData.lacks, ["docgnre-gpt/train"]);
    });
  });

  const EXPECTED = [
    ["atlop atl tiny-bert redocred seed 7", ["mine/atl/re-docred-f1"]],
    ["atlop amtl-n2-l1.5-12/12 tiny-bert redocred seed 7", ["mine/halves/re-docred-f1"]],
  ];

  it("takes a user's own TypeScript file", async () => {
    await inFolder(async (results) => {
      const file = join(results, "my-table.ts");
      await writeFile(file, MY_TABLE);
      const { runs } = await plan({ experiments: [file], results });
      assert.deepEqual(
        runs.map(({ label, cells: served }) => [label, served]),
        EXPECTED,
      );
    });
  });

  it("takes a table that a script made, which cannot bring losses of its own", async () => {
    await inFolder(async (results) => {
      const mine = table("mine", {
        title: "Mine",
        beside: "table4",
        base: { backbone: "atlop", encoder: "bert-base-cased" },
        rows: [loss("atl"), amtl({ label: "halves", segments: [48, 48], lambda: 1.5 })],
        columns: cells({ trainedOn: "redocred", scoredOn: "redocred/test", metrics: ["f1"] }),
        seeds: [7],
      });
      const { runs } = await plan({ experiments: [mine], results });
      assert.deepEqual(
        runs.map(({ label, cells: served }) => [label, served]),
        EXPECTED,
      );
      const wrong = plan({ experiments: [{ ...mine, losses: [] }], results });
      assert.match(refusal(await wrong.catch((e: unknown) => e)), /require an experiment file/);
    });
  });

  it("says where a user's file is wrong", async () => {
    await inFolder(async (results) => {
      const bad: Readonly<Record<string, readonly [string, RegExp]>> = {
        "loss.ts": [MY_TABLE.replace('"atl"', '"atll"'), /Unknown loss "atll"[^]*loss\.ts, rows/],
        "axis.ts": [MY_TABLE.replace("backbone", "backbon"), /Unknown axis "backbon"[^]*axis\.ts/],
        "sum.ts": [MY_TABLE.replace("48, 48", "48, 47"), /axis segments[^]*sum\.ts/],
        "none.ts": ["export const x = 1;", /exports no table[^]*none\.ts/],
        "row.ts": [
          MY_TABLE.replace("rows: rows", "row: rows"),
          /exports no table[^]*row\.ts[^]*row in place of rows/,
        ],
        "id.ts": [
          MY_TABLE.replace(/table\("[^"]+"/, 'table("a/b"'),
          /id: "a\/b", which is not letters/,
        ],
        "torn.ts": [MY_TABLE.slice(0, 200), /Cannot load[^]*torn\.ts/],
        "beside.ts": [MY_TABLE.replace("table4", "table44"), /Unknown table "table44"[^]*table4/],
      };
      for (const [name, [content, expected]] of Object.entries(bad)) {
        await writeFile(join(results, name), content);
        const wrong = plan({ experiments: [join(results, name)], results });
        assert.match(refusal(await wrong.catch((e: unknown) => e)), expected, name);
      }
      const missing = plan({ experiments: [join(results, "no.ts")], results });
      assert.match(refusal(await missing.catch((e: unknown) => e)), /not found/);
    });
  });
});
