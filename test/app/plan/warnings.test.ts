import assert from "node:assert/strict";
import { plan } from "../../../src/app/plan/plan.js";
import { planData } from "../../../src/app/plan/plan-data.js";
import { AmtlError } from "../../../src/base/errors.js";
import { cells, loss, table } from "../../../src/experiment/dsl/index.js";
import type { TableDefinition } from "../../../src/experiment/dsl/dsl.js";
import { runHere } from "../../support/commands/in-process.js";
import { inFolder } from "../../support/runs/runs.js";

const scored = (
  trainedOn: string,
  scoredOn: string,
  more: Partial<TableDefinition> = {},
): TableDefinition => ({
  ...table("mine", {
    title: "Mine",
    base: { backbone: "atlop", encoder: "bert-base-cased" },
    rows: [loss("atl")],
    columns: cells({ trainedOn, scoredOn, metrics: ["f1", "ign-f1"] }),
    seeds: [5, 42],
  }),
  ...more,
});

const warned = async (...experiments: TableDefinition[]) =>
  await inFolder(async (results) => {
    const found = await plan({ experiments, results });
    return found.warnings.flatMap((each) =>
      each.kind === "incomplete-labels" ? [[each.trainedOn, each.scoredOn]] : [],
    );
  });

describe("warnings of a plan", () => {
  it("tell once of incomplete labels to learn from and complete ones to be scored on", async () => {
    assert.deepEqual(await warned(scored("docred", "redocred/test")), [["docred", "redocred"]]);
    assert.deepEqual(await warned(scored("docred", "docgnre/test")), [["docred", "docgnre"]]);
  });

  it("are none for labels of one kind, or of other documents", async () => {
    for (const [trainedOn, scoredOn] of [
      ["redocred", "redocred/test"],
      ["docgnre-gpt", "redocred/dev"],
      ["dwie", "dwie/test"],
    ] as const) {
      assert.deepEqual(await warned(scored(trainedOn, scoredOn)), [], trainedOn);
    }
  });

  it("are none where the table means it", async () => {
    const meant = { incompleteLabels: "meant" } as const;
    assert.deepEqual(await warned(scored("docred", "redocred/test", meant)), []);
    const both = [scored("docred", "redocred/test", meant), scored("docred", "redocred/dev")];
    assert.equal((await warned(...both)).length, 1);
    const wrong = JSON.parse('{ "incompleteLabels": true }') as Partial<TableDefinition>;
    await assert.rejects(
      warned(scored("docred", "redocred/test", wrong)),
      (error) => error instanceof AmtlError && error.exitCode === 2,
    );
  });

  it("stand in the plan's data, and are one line that names both data sets", async () => {
    await inFolder(async (results) => {
      const found = await plan({ experiments: [scored("docred", "redocred/test")], results });
      const [{ text }] = found.warnings;
      assert.match(text, /^Trained on DocRED and scored on Re-DocRED: [^\n]*"redocred"[^\n]*$/);
      assert.deepEqual(Object(planData(found)), { ...planData(found), warnings: found.warnings });
    });
  });

  it("reach who runs, before anything starts", async () => {
    await inFolder(async (results) => {
      const heard: string[] = [];
      await runHere(
        { experiments: [scored("docred", "redocred/test")], seeds: [5], results },
        { ms: 20 },
        {
          onWarning: ({ scoredOn }) => heard.push(scoredOn),
          onStart: ({ runs }) => {
            heard.push(`${runs} start`);
          },
        },
      );
      assert.deepEqual(heard, ["redocred", "1 start"]);
    });
  });
});
