import assert from "node:assert/strict";
import { cpSync, mkdirSync, readFileSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { projectRoot } from "../src/base/root.js";
import { program } from "./support/commands/cli.js";

const fixtures = join(projectRoot(), "test", "fixtures");
const read = (path: string): string => readFileSync(path, "utf8");

interface PlanOutput {
  readonly runs: readonly {
    readonly trainId: string;
    readonly state: string;
    readonly evals: readonly { readonly evalId: string }[];
  }[];
}

/** Runs the command line over a copy of the earlier results, with no data files and encoders at hand. */
async function inCopy(
  use: (folder: string, run: (...words: string[]) => Promise<string>) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "amtl-earlier-"));
  const results = join(folder, "results");
  cpSync(join(fixtures, "earlier-results"), results, { recursive: true });
  const env = {
    AMTL_RESULTS: results,
    AMTL_DATA: join(folder, "none"),
    AMTL_CACHE: join(folder, "cache"),
  };
  mkdirSync(env.AMTL_DATA);
  const run = async (...words: string[]): Promise<string> =>
    (await execa(process.execPath, [...program(), ...words], { env, reject: false })).stdout;
  await use(results, run);
}

const TABLE = ["table4", "--profile", "smoke", "--seeds", "5"];
const ONLY = ["--only", "loss=atl,amtl", "--only", "trainedOn=redocred"];

describe("results of an earlier version", () => {
  it("are done", async () => {
    await inCopy(async (_, run) => {
      const plan = JSON.parse(await run("plan", ...TABLE, ...ONLY, "--json")) as PlanOutput;
      assert.deepEqual(
        plan.runs.map(({ state }) => state),
        ["done", "done"],
      );
    });
  });

  it("give the same CSV files, byte for byte, before the last column, which is newer", async () => {
    await inCopy(async (results, run) => {
      await run("report", ...TABLE);
      const [now, earlier] = [results, join(fixtures, "earlier-results")].map(
        (folder) => (name: string) => read(join(folder, "smoke", name)),
      );
      const lines = now("table4.csv").split("\r\n");
      assert.match(lines[0], /,state$/);
      const older = lines.map((line) => line.replace(/,[^,]*$/, ""));
      assert.equal(older.join("\r\n"), earlier("table4.csv"));
      assert.equal(now("table4.wide.csv"), earlier("table4.wide.csv"));
    });
  });

  for (const profile of ["smoke", "mini", "paper"]) {
    it(`keep their ids in ${profile}`, async () => {
      const earlier = JSON.parse(read(join(fixtures, "earlier-plan.json"))) as Record<
        string,
        Record<string, string>
      >;
      await inCopy(async (_, run) => {
        const plan = JSON.parse(
          await run("plan", "all", "--profile", profile, "--json"),
        ) as PlanOutput;
        const now = new Map(
          plan.runs.map(({ trainId, evals }) => [
            trainId.slice(0, 12),
            evals.map(({ evalId }) => evalId.slice(0, 12)),
          ]),
        );
        const lost = Object.entries(earlier[profile]).filter(([trainId, evalIds]) => {
          const found = now.get(trainId);
          return (
            found === undefined || evalIds.split(" ").some((id) => id !== "" && !found.includes(id))
          );
        });
        assert.ok(Object.keys(earlier[profile]).length > 50);
        assert.deepEqual(lost, []);
      });
    });
  }
});
