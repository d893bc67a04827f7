import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { run } from "../../src/app/run/run.js";
import { evalsOf } from "../../src/store/evals-of.js";
import { readEvalResult } from "../../src/store/read-result.js";
import { evalDir, FILES } from "../../src/store/paths.js";
import { runIds } from "../../src/app/lookup/runs.js";
import type { PredictedRelation } from "../../src/app/predict/predict.js";
import type { ScoredFact } from "../../src/scoring/predictions.js";
import { spawnCommand } from "../support/commands/command.js";
import { withFiles } from "../support/runs/own-files.js";

const TABLE = `
import { amtl, line, table } from "amtl-run";

export default table("one", {
  title: "One run",
  base: { backbone: "atlop", encoder: "bert-base-cased" },
  rows: [amtl()],
  columns: [line("F1", { trainedOn: "redocred", scoredOn: "redocred/test", metric: "f1" })],
  seeds: [5],
});
`;

const linesOf = <T>(text: string): T[] =>
  text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as T);

describe("a trained run", function () {
  this.timeout(1_200_000);

  before(function () {
    if (process.env.AMTL_SLOW_TESTS === undefined) this.skip();
  });

  it("predicts on its own test set what its evaluation scored, fact for fact", async () => {
    await withFiles({ "one.ts": TABLE }, async (folder) => {
      const results = join(folder, "runs");
      const made = await run({ experiments: [join(folder, "one.ts")], results, jobs: 1 });
      assert.deepEqual(made.failures, []);
      const [trainId] = await runIds(results);
      const words = ["--run", trainId.slice(0, 8), "--results", results, "--format", "jsonl"];
      const { code, stdout, stderr } = await spawnCommand("predict", "redocred/test", ...words);
      assert.equal(code, 0, stderr);
      const key = ({ title, h_idx, t_idx, r }: ScoredFact | PredictedRelation): string =>
        [title, h_idx, t_idx, r].join("\t");
      const found = new Map(
        linesOf<PredictedRelation>(stdout).map((fact) => [key(fact), fact.margin]),
      );
      for (const evalId of await evalsOf(results, trainId)) {
        const dir = evalDir(results, evalId);
        if ((await readEvalResult(dir))?.evalSet !== "redocred/test") continue;
        const stored = await readFile(join(dir, FILES.predictions), "utf8");
        const scored = new Map(linesOf<ScoredFact>(stored).map((fact) => [key(fact), fact.score]));
        assert.ok(scored.size > 100);
        assert.deepEqual(new Map([...found].sort()), new Map([...scored].sort()));
      }
    });
  });
});
