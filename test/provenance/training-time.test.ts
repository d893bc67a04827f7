import assert from "node:assert/strict";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { trainDir } from "../../src/store/paths.js";
import { writeResult } from "../../src/store/result.js";
import { readTrainingTime, type TrainingTime } from "../../src/provenance/training-time.js";
import { inFolder } from "../support/runs/runs.js";

const trainId = "a".repeat(64);
const dev = [{ step: 1, epoch: 1, loss: 1, f1: 1, ignF1: 1, precision: 1, recall: 1 }];

const provenance = {
  seconds: 90,
  resumedAt: null,
  otherProcessors: 0.02,
  engine: { id: "native", library: "2.21.0", threads: 2 },
  host: { processor: "Some CPU", processors: 2 },
};

/** The time of a finished run with this provenance; a text is written as it is. */
async function timeOf(content: object | string): Promise<TrainingTime | null> {
  let time: TrainingTime | null = null;
  await inFolder(async (root) => {
    const dir = trainDir(root, trainId);
    await mkdir(dir, { recursive: true });
    const text = typeof content === "string" ? content : JSON.stringify(content);
    await writeFile(join(dir, "provenance.json"), text);
    assert.equal(await readTrainingTime(dir), null, "it has no result yet");
    await writeResult(dir, { schema: 1, trainId, dev, best: 0, steps: 1 });
    time = await readTrainingTime(dir);
    await rm(join(dir, "provenance.json"));
    assert.deepEqual(await readTrainingTime(dir), { kind: "unusable", why: "unrecorded" });
  });
  return time;
}

const whyNot = async (change: object): Promise<string | undefined> => {
  const time = await timeOf({ ...provenance, ...change });
  return time?.kind === "unusable" ? time.why : time?.kind;
};

describe("the time of a training", () => {
  it("is in minutes, with the device that it was measured on", async () => {
    assert.deepEqual(await timeOf(provenance), {
      kind: "alone",
      minutes: 1.5,
      device: "2 × Some CPU, native: 2.21.0, 2 threads",
    });
  });

  it("is not told of a run that shared its machine, was resumed, or does not know", async () => {
    assert.equal(await whyNot({ otherProcessors: 0.9 }), "shared");
    assert.equal(await whyNot({ resumedAt: 12 }), "resumed");
    assert.equal(await whyNot({ otherProcessors: null }), "unrecorded");
    assert.equal(await whyNot({ otherProcessors: undefined }), "unrecorded");
    assert.equal(await whyNot({ engine: { id: "cuda" } }), "unrecorded");
  });

  it("is not known where its provenance is torn", async () => {
    assert.deepEqual(await timeOf("{"), { kind: "unusable", why: "damaged" });
  });
});
