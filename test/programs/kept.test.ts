import assert from "node:assert/strict";
import { appendFile, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { keepPredictions, readKept } from "../../src/programs/kept.js";
import type { Scored } from "../../src/programs/predictions.js";
import type { Job } from "../../src/contract/job.js";
import { keptPath, restoreKept } from "../../src/store/kept-predictions.js";
import { evalDir, scoresDir } from "../../src/store/paths.js";
import { writePredictions } from "../../src/store/predictions.js";
import { completeRun, inFolder, sampleJob } from "../support/runs/runs.js";

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

  it("are kept again from those of an evaluation, if its result is of these", async () => {
    await inFolder(async (root) => {
      const worker = { argv: ["python3", "train.py"], cwd: root, silence: 300 };
      const program = { ...sampleJob(root, 1), worker };
      await keepPredictions(program, SET, facts);
      const path = keptPath(program, program.evals[0]);
      const whole = await readFile(path, "utf8");
      const dir = evalDir(root, program.evals[0].evalId);
      const restored = async (job: Job): Promise<string | null> => {
        await rm(path, { force: true });
        await restoreKept(job);
        return await readFile(path, "utf8").catch(() => null);
      };
      assert.equal(await restored(program), null);
      await writePredictions(dir, whole.slice(whole.indexOf("\n") + 1));
      assert.equal(await restored(program), null, "there is no result yet");
      await completeRun({ job: program, label: "sample" });
      assert.equal(await restored(program), whole);
      const ours = sampleJob(root, 1);
      assert.equal(await restored(ours), null, "our own models keep scores");
      await appendFile(join(dir, "predictions.ndjson"), " ");
      assert.equal(await restored(program), null, "they are others");
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
