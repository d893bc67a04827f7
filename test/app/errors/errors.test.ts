import assert from "node:assert/strict";
import { errorsCsv } from "../../../src/app/errors/csv.js";
import type { RunErrors } from "../../../src/app/errors/errors.js";
import { textOf } from "../../../src/app/text/errors.js";
import { groupOf } from "../../../src/scoring/errors/groups.js";
import { runCommandIn } from "../../support/commands/command.js";
import { completeTraining, inFolder, sampleJob } from "../../support/runs/runs.js";
import { ensureSpec } from "../../../src/store/spec.js";
import { trainDir } from "../../../src/store/paths.js";

const group = (name: string) => groupOf(name, { gold: 4, submitted: 2, correct: 1 });
const FOUND: RunErrors = {
  ...{ trainId: "a".repeat(64), label: "a run", evalId: "b", evalSet: "redocred/test" },
  names: { P17: "country" },
  all: group("all"),
  relations: [group("P17"), group("P27")],
  bands: [group("head-10")],
  sentences: [group("intra-sentence")],
  mentions: [group("2 mentions")],
  distances: [group("0-4 words")],
  confusions: [
    { gold: "P17", predicted: "P27", exchanged: false, count: 3 },
    { gold: "P27", predicted: "P27", exchanged: true, count: 1 },
  ],
  misses: { below: 2, capped: 1, truncated: 0, unknown: 0, unscored: 0 },
  below: [{ name: "0-0.5", count: 2 }],
};

describe("errors of a run", () => {
  it("are tables with names, causes and confusions", () => {
    const text = textOf(FOUND, 1);
    for (const part of [
      /^run aaaaaaaaaaaa \(a run\) on redocred\/test\n/,
      /│ all +│ 50\.00 │ 25\.00 │ 33\.33 │ +4 │ +2 │ +1 │/,
      /│ intra-sentence /,
      /3 gold facts were not predicted/,
      /│ {3}by 0-0\.5 +│ +2 │/,
      /│ cut by the cap of relations a pair │ +1 │/,
      /│ country \(P17\) │ P27 +│ +3 │/,
      /1 more: --top 2 shows all/,
    ])
      assert.match(text, part);
    assert.doesNotMatch(text, /stands beyond|exchanged/);
  });

  it("are one CSV with all of it, in lines of one length", () => {
    const lines = errorsCsv(FOUND).trimEnd().split("\n");
    assert.equal(lines[0], "part,name,gold,submitted,correct,precision,recall,f1,count");
    assert.ok(lines.includes("relation,P17,4,2,1,50.00,25.00,33.33,"));
    assert.ok(lines.includes("miss,capped,,,,,,,1"));
    assert.ok(lines.includes("confusion,P17 P27,,,,,,,3"));
    assert.ok(lines.includes("exchanged,P27,,,,,,,1"));
    assert.ok(lines.every((line) => line.split(",").length === 9));
  });

  it("are refused for a run that is not evaluated", async () => {
    await inFolder(async (root) => {
      const job = sampleJob(root, 3);
      const { trainId, train, dependencies } = job;
      await ensureSpec(trainDir(root, trainId), { spec: train, dependencies });
      await completeTraining(root, job);
      const words = ["errors", trainId.slice(0, 12)];
      const { code, stderr } = await runCommandIn({ AMTL_RESULTS: root }, ...words);
      assert.equal(code, 2);
      assert.match(stderr, /has no evaluation/);
    });
  });
});
