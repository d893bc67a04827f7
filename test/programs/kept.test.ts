import assert from "node:assert/strict";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { keepPredictions, readKept } from "../../src/programs/kept.js";
import type { Scored } from "../../src/programs/predictions.js";
import { scoresDir } from "../../src/store/paths.js";
import { inFolder, sampleJob } from "../support/runs/runs.js";

const SET = "redocred/test";
const facts = [0, 1, 2, 3].map((at) => ({ title: "d", h_idx: at, t_idx: at + 1, r: "P1" }));
const names = ["a", "b", "c", "d", "e"].map((name) => [name]);
const scored: Scored = {
  set: SET,
  gold: [{ title: "d", names, facts: [] }],
  relations: ["P1", "P2"],
  elsewhere: () => undefined,
};

describe("predictions that are kept of a program", () => {
  it("are read as they were written, and not at all once they are cut or changed", async () => {
    await inFolder(async (root) => {
      const job = sampleJob(root, 1);
      assert.equal(await readKept(job, scored), null);
      await keepPredictions(job, SET, facts);
      assert.deepEqual(await readKept(job, scored), facts);
      const folder = scoresDir(root, job.trainId, SET);
      const path = join(folder, (await readdir(folder))[0]);
      const whole = await readFile(path, "utf8");
      const lines = whole.split("\n");
      const changes = [
        `${lines.slice(0, 3).join("\n")}\n`,
        whole.replace('"h_idx":2', '"h_idx":0'),
        whole.replace('"r":"P1"', '"r":"P2"'),
        whole.replace('"count":4', '"count":"4"'),
        whole.replace('{"schema"', '{"schemb"'),
      ];
      for (const change of changes) {
        assert.notEqual(change, whole);
        await writeFile(path, change);
        assert.equal(await readKept(job, scored), null, change);
      }
    });
  });

  it("of an earlier version are read, and get their digest", async () => {
    await inFolder(async (root) => {
      const job = sampleJob(root, 1);
      await keepPredictions(job, SET, facts);
      const folder = scoresDir(root, job.trainId, SET);
      const path = join(folder, (await readdir(folder))[0]);
      const whole = await readFile(path, "utf8");
      await writeFile(path, whole.slice(whole.indexOf("\n") + 1));
      assert.deepEqual(await readKept(job, scored), facts);
      assert.equal(await readFile(path, "utf8"), whole);
    });
  });
});
