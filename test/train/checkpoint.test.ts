import assert from "node:assert/strict";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { attemptDir } from "../../src/store/paths.js";
import {
  latestCheckpoint,
  removeCheckpoints,
  writeCheckpoint,
  type Checkpoint,
} from "../../src/train/checkpoint.js";
import { freshProgress } from "../../src/train/state.js";
import { inFolder } from "../support/runs/runs.js";

const RUN = { trainId: "a", engine: "native", threads: 2 } as const;

const checkpoint = (step: number, changes: Partial<Checkpoint> = {}): Checkpoint => ({
  ...RUN,
  step,
  progress: { ...freshProgress(), updates: step },
  bestFile: null,
  parameters: new Map([["p", Float32Array.of(step, -0)]]),
  optimizer: new Map([
    ["p", { updates: step, m: Float32Array.of(1, 2), v: Float32Array.of(3, 4) }],
  ]),
  ...changes,
});

const write = async (dir: string, attempt: number, content: Checkpoint): Promise<void> => {
  await mkdir(attemptDir(dir, attempt), { recursive: true });
  await writeCheckpoint(attemptDir(dir, attempt), content);
};

describe("checkpoints", () => {
  it("a run goes on from the one that is furthest, whichever attempt wrote it", async () => {
    await inFolder(async (dir) => {
      assert.equal(await latestCheckpoint(dir, RUN), null);
      await write(dir, 1, checkpoint(7));
      await write(dir, 2, checkpoint(4));
      assert.deepEqual(await latestCheckpoint(dir, RUN), checkpoint(7));
    });
  });

  it("passes over those of another run, engine or number of threads, and torn ones", async () => {
    await inFolder(async (dir) => {
      await write(dir, 1, checkpoint(2));
      await write(dir, 2, checkpoint(9, { trainId: "b" }));
      await write(dir, 3, checkpoint(9, { engine: "wasm" }));
      await write(dir, 4, checkpoint(9, { threads: 1 }));
      await write(dir, 5, checkpoint(9));
      const path = join(attemptDir(dir, 5), "checkpoint.bin");
      const whole = await readFile(path);
      await writeFile(path, whole.subarray(0, whole.length - 1));
      assert.deepEqual(await latestCheckpoint(dir, RUN), checkpoint(2));
    });
  });

  it("passes over one whose best weights are gone", async () => {
    await inFolder(async (dir) => {
      await write(dir, 1, checkpoint(2));
      await write(dir, 2, checkpoint(9, { bestFile: "attempts/2/best-8.bin" }));
      assert.equal((await latestCheckpoint(dir, RUN))?.step, 2);
    });
  });

  it("are removed with the best weights and half-written files, and nothing else is", async () => {
    await inFolder(async (dir) => {
      await write(dir, 1, checkpoint(2));
      const files = ["best-2.bin", "checkpoint.bin.0123456789ab.tmp", "job.json", "stderr.log"];
      for (const name of files) await writeFile(join(attemptDir(dir, 1), name), "");
      await removeCheckpoints(dir);
      assert.deepEqual((await readdir(attemptDir(dir, 1))).sort(), ["job.json", "stderr.log"]);
    });
  });
});
