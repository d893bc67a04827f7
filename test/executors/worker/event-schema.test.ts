import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { projectRoot } from "../../../src/base/root.js";
import { eventsJsonSchema } from "../../support/commands/line-schema.js";
import {
  runEvent,
  runSummary,
  type SchemaIsType,
} from "../../../src/executors/worker/event-schema.js";
import { startCli } from "../../support/commands/cli.js";
import { inFolder } from "../../support/runs/runs.js";

describe("the schema of events", function () {
  this.timeout(120_000);

  it("is that of their type", () => {
    const held: SchemaIsType = true;
    assert.ok(held);
  });

  it("is written down as it is: docs/events.schema.json", async () => {
    const path = join(projectRoot(), "docs", "events.schema.json");
    const text = JSON.stringify(JSON.parse(await readFile(path, "utf8")));
    assert.equal(text, JSON.stringify(eventsJsonSchema()), "npm run write-schemas");
  });

  it("holds for every line of a command whose runs do well, fail, die and are mended", async () => {
    await inFolder(async (root) => {
      const bySeed = { 5: { act: "die" }, 42: { act: "fail", always: true } } as const;
      const words = ["table4", "--seeds", "5,42,65", "--only", "loss=atl", "--json"];
      const { stdout } = await startCli(words, root, { ms: 100, bySeed }).end;
      const lines = stdout.trimEnd().split("\n");
      const told = lines.map((line) => JSON.parse(line) as { type: string });
      const summary = told.pop();
      assert.deepEqual(runSummary.parse(summary), summary);
      for (const event of told) assert.deepEqual(runEvent.parse(event), event);
      const types = new Set(told.map(({ type }) => type));
      for (const type of ["queued", "started", "progress", "failed", "retrying", "finished"]) {
        assert.ok(types.has(type), type);
      }
    });
  });

  it("refuses what is no event", () => {
    const event = {
      v: 1,
      seq: 0,
      time: "2026-01-01T00:00:00.000Z",
      run: "0123456789ab",
      attempt: 0,
    };
    assert.ok(runEvent.safeParse({ ...event, type: "queued", label: "a" }).success);
    assert.ok(!runEvent.safeParse({ ...event, type: "queued" }).success);
    assert.ok(!runEvent.safeParse({ ...event, type: "retrying", reason: "boredom" }).success);
    assert.ok(!runEvent.safeParse({ ...event, type: "queued", label: "a", v: 2 }).success);
  });
});
