import assert from "node:assert/strict";
import type { CrateContent } from "../../../src/report/crate/content.js";
import { crateMetadata } from "../../../src/report/crate/metadata.js";
import { scriptOf } from "../../../src/report/crate/script.js";
import { brokenRules, graphOf, referred } from "./rules.js";

const file = (path: string, text = path) => ({ path, name: path, bytes: Buffer.from(text) });

const CONTENT: CrateContent = {
  name: "table4 in profile smoke",
  description: "Tables and runs.",
  date: "2026-01-31",
  version: "0.1.0",
  comparesPaper: true,
  script: "reproduce.sh",
  files: [
    ...["reproduce.sh", "README.md", "tables/my table.csv"].map((path) => file(path)),
    ...["a/spec.json", "a/result.json", "b/spec.json", "b/result.json"].map((path) => file(path)),
  ],
  steps: [
    {
      id: "train-1",
      name: "Training",
      description: "Trains.",
      version: "0.0.9",
      reads: ["a/spec.json"],
      writes: ["a/result.json"],
      started: "2026-01-30T10:00:00.000Z",
      ended: "2026-01-30T11:00:00.000Z",
      error: null,
    },
    {
      id: "train-2",
      name: "Training",
      description: "Trains.",
      version: null,
      reads: ["a/result.json", "b/spec.json"],
      writes: [],
      started: null,
      ended: null,
      error: "not-a-number: loss is NaN",
    },
  ],
  tables: ["tables/my table.csv"],
};

describe("the metadata of a crate", () => {
  it("keep what the profiles demand", () => {
    assert.deepEqual(brokenRules(crateMetadata(CONTENT)), []);
    assert.deepEqual(brokenRules(crateMetadata({ ...CONTENT, comparesPaper: false })), []);
    const torn = crateMetadata({ ...CONTENT, script: "other.sh", name: "", date: "today" });
    assert.deepEqual(brokenRules(torn), [
      "the root has name and description",
      "times are of the form that validators take",
      "the root has a date",
      "the main entity is a workflow",
      "the workflow has a language",
      "every action has an instrument",
      "what is referred to is there",
    ]);
  });

  it("lead from each run to its program, files, times and failure", () => {
    const graph = graphOf(crateMetadata(CONTENT));
    const first = graph.get("#train-1")!;
    assert.deepEqual(first.instrument, { "@id": "#amtl-run-0.0.9" });
    assert.deepEqual([first.object, first.result].map(referred), [
      ["a/spec.json"],
      ["a/result.json"],
    ]);
    assert.deepEqual(
      [first.startTime, first.endTime],
      ["2026-01-30T10:00:00.000+00:00", "2026-01-30T11:00:00.000+00:00"],
    );
    assert.equal(first.actionStatus, "http://schema.org/CompletedActionStatus");
    const second = graph.get("#train-2")!;
    assert.equal(second.error, "not-a-number: loss is NaN");
    assert.equal(second.actionStatus, "http://schema.org/FailedActionStatus");
    assert.deepEqual(
      Object.keys(second).filter((key) => key.endsWith("Time")),
      [],
    );
    // The whole is made of what no step of it made.
    assert.deepEqual(referred(graph.get("#reproduction")?.object), ["a/spec.json", "b/spec.json"]);
  });

  it("have each file's type, size and hash, its name as a URI", () => {
    const { name, encodingFormat, contentSize, sha256 } = graphOf(crateMetadata(CONTENT)).get(
      "tables/my%20table.csv",
    )!;
    assert.deepEqual([name, encodingFormat], ["tables/my table.csv", "text/csv"]);
    assert.equal(contentSize, "19");
    assert.equal(sha256, "0f97fa84f4e583a4bc46dcdb4916b5f2951baa59e0b78ffede9d948a1ad4f37d");
  });
});

describe("the script of a crate", () => {
  it("has a command a table, with all that it was asked for", () => {
    const header = {
      profile: "mini" as const,
      seeds: [5, 42],
      settings: ["epochs=3", "limit=20", "variant=logits", "worker=a.py"],
    };
    const lines = scriptOf(
      [
        { header, experiment: "table4" },
        { header: { ...header, seeds: [], settings: [] }, experiment: "./my table.ts" },
        { header, experiment: null },
        { header: { ...header, settings: ["init=model-0123abcd"] }, experiment: "table2" },
      ],
      { only: ["row=A's"], worker: ["python", "a.py"] },
    ).split("\n");
    assert.deepEqual(lines.slice(4), [
      `amtl-run run table4 --profile mini --seeds 5,42 --only 'row=A'\\''s' --set epochs=3 --limit 20 --variant logits --worker 'python a.py' --results again`,
      `amtl-run run './my table.ts' --profile mini --only 'row=A'\\''s' --worker 'python a.py' --results again`,
      "# One table was made by a script that is no experiment file.",
      "# table2 starts from an exported model that is not here: amtl-run run, with --init FOLDER.",
      "",
    ]);
  });
});
