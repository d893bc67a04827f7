import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runCommand, type CommandResult } from "../support/command.js";
import { useOwnFolders } from "../corpus/folders.js";
import { inFolder } from "../support/runs.js";
import { startCli } from "../support/cli.js";

interface PlanJson {
  readonly profile: string;
  readonly items: readonly Readonly<Record<string, string | number>>[];
  readonly total: { readonly configurations: number; readonly runs: number };
  readonly runs: readonly {
    readonly id: string;
    readonly trainId: string;
    readonly label: string;
    readonly state: string;
    readonly lacks: readonly string[];
    readonly cells: readonly string[];
    readonly evals: readonly { readonly evalId: string; readonly evalSet: string }[];
  }[];
}

const planOf = ({ stdout }: Pick<CommandResult, "stdout">): PlanJson =>
  JSON.parse(stdout) as PlanJson;

const ROWS = ["--only", "loss=atl,amtl"];

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

describe("amtl-run plan", () => {
  it("lists the unique runs, what each serves, and counts them", async () => {
    await inFolder(async (root) => {
      const plan = planOf(await runCommand("plan", "table4", ...ROWS, "--json", "--results", root));
      const item = { id: "table4", cells: 8, configurations: 4, runs: 8, newRuns: 8 };
      assert.deepEqual(plan.items, [item]);
      assert.deepEqual(plan.total, { configurations: 4, runs: 8 });
      assert.equal(plan.runs.length, 8);
      for (const { id, trainId, state, lacks, cells, evals } of plan.runs) {
        assert.equal(id, trainId.slice(0, 12));
        assert.deepEqual([state, lacks, cells.length, evals.length], ["new", [], 2, 1]);
      }
    });
  });

  it("counts a run once when two experiments need it", async () => {
    await inFolder(async (root) => {
      const words = ["plan", "table4", "table4", ...ROWS, "--json", "--results", root];
      const { items, total } = planOf(await runCommand(...words));
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

  it("leaves what --only, --seeds and --set say", async () => {
    await inFolder(async (root) => {
      const selection = ["--only", "loss=amtl", "--only", "trainedOn=redocred", "--seeds", "1,2,3"];
      const plain = await runCommand("plan", "table4", "--json", "--results", root, ...selection);
      const labels = planOf(plain).runs.map(({ label }) => label);
      assert.deepEqual(
        labels,
        [1, 2, 3].map((seed) => `atlop amtl-n4-l3.5 tiny-bert redocred seed ${seed}`),
      );
      const longer = await runCommand(
        ...["plan", "table4", "--json", "--results", root, "--set", "epochs=3", ...selection],
      );
      const known = new Set(planOf(plain).runs.map(({ trainId }) => trainId));
      assert.ok(planOf(longer).runs.every(({ trainId }) => !known.has(trainId)));
    });
  });

  it("knows what is done", async () => {
    await inFolder(async (root) => {
      const run = startCli(["table4", "--seeds", "5", "--only", "loss=atl", "--quiet"], root);
      assert.equal((await run.end).code, 0, (await run.end).stderr);
      const words = ["plan", "table4", "--seeds", "5", ...ROWS, "--json", "--results", root];
      assert.deepEqual(
        planOf(await runCommand(...words)).runs.map(({ state }) => state),
        ["done", "done", "new", "new"],
      );
    });
  });

  it("plans without data, and says what would bring it", async () => {
    const folders = await useOwnFolders();
    try {
      const words = ["plan", "table4", ...ROWS, "--profile", "paper", "--json"];
      const result = await runCommand(...words, "--results", folders.cache);
      assert.equal(result.code, 0);
      const plan = planOf(result);
      assert.equal(plan.total.runs, 20);
      assert.ok(plan.runs.every(({ lacks }) => lacks.includes("encoder:bert-base-cased")));
      assert.match(result.stderr, /amtl-run data get redocred\/train_revised\.json/);
      assert.match(result.stderr, /amtl-run encoder get bert-base-cased/);
    } finally {
      await folders.remove();
    }
  });

  it("takes a user's own TypeScript file", async () => {
    await inFolder(async (root) => {
      const file = join(root, "my-table.ts");
      await writeFile(file, MY_TABLE);
      const result = await runCommand("plan", file, "--json", "--results", root);
      assert.equal(result.code, 0, result.stderr);
      assert.deepEqual(
        planOf(result).runs.map(({ label, cells }) => [label, cells]),
        [
          ["atlop atl tiny-bert redocred seed 7", ["mine/atl/re-docred-f1"]],
          ["atlop amtl-n2-l1.5-12/12 tiny-bert redocred seed 7", ["mine/halves/re-docred-f1"]],
        ],
      );
    });
  });

  it("says where a user's file is wrong", async () => {
    await inFolder(async (root) => {
      const bad: Readonly<Record<string, readonly [string, RegExp]>> = {
        "loss.ts": [MY_TABLE.replace('"atl"', '"atll"'), /Unknown loss "atll"[^]*loss\.ts, rows/],
        "axis.ts": [MY_TABLE.replace("backbone", "backbon"), /Unknown axis "backbon"[^]*axis\.ts/],
        "sum.ts": [MY_TABLE.replace("48, 48", "48, 47"), /axis segments[^]*sum\.ts/],
        "none.ts": ["export const x = 1;", /exports no table[^]*none\.ts/],
        "torn.ts": [MY_TABLE.slice(0, 200), /does not load[^]*torn\.ts/],
        "beside.ts": [MY_TABLE.replace("table4", "table44"), /Unknown table "table44"[^]*table4/],
      };
      for (const [name, [content, expected]] of Object.entries(bad)) {
        await writeFile(join(root, name), content);
        const { code, stderr } = await runCommand("plan", join(root, name), "--results", root);
        assert.equal(code, 2, `${name}: ${stderr}`);
        assert.match(stderr, expected);
        assert.doesNotMatch(stderr, /\n {4}at /);
      }
      const missing = await runCommand("plan", join(root, "no.ts"));
      assert.equal(missing.code, 2);
      assert.match(missing.stderr, /is missing/);
    });
  });
});
