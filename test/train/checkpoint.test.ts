import assert from "node:assert/strict";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { AmtlError } from "../../src/base/errors.js";
import { writeContainer } from "../../src/store/container.js";
import { attemptDir } from "../../src/store/paths.js";
import {
  latestCheckpoint,
  removeCheckpoints,
  writeCheckpoint,
  type Checkpoint,
} from "../../src/train/checkpoint.js";
import { freshProgress } from "../../src/train/state.js";
import { keepWeights } from "../../src/train/weights.js";
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

  it("passes over one whose best weights are changed or cut, for an older one whose are not", async () => {
    await inFolder(async (dir) => {
      for (const [attempt, step] of [[1, 4] as const, [2, 9] as const]) {
        await write(dir, attempt, checkpoint(step, { bestFile: `attempts/${attempt}/best-3.bin` }));
        await writeContainer(join(attemptDir(dir, attempt), "best-3.bin"), {
          meta: { trainId: RUN.trainId },
          arrays: new Map([["p", Float32Array.of(step)]]),
        });
      }
      assert.equal((await latestCheckpoint(dir, RUN))?.step, 9);
      const path = join(attemptDir(dir, 2), "best-3.bin");
      const whole = await readFile(path);
      const changed = Buffer.from(whole);
      changed[whole.length - 64] ^= 1;
      for (const bytes of [changed, whole.subarray(0, whole.length - 1), Buffer.alloc(0)]) {
        await writeFile(path, bytes);
        const told: string[] = [];
        const found = await latestCheckpoint(dir, RUN, (damaged) => told.push(damaged));
        assert.equal(found?.step, 4);
        assert.deepEqual(told, [path]);
      }
      await rm(join(attemptDir(dir, 1), "best-3.bin"));
      assert.equal(await latestCheckpoint(dir, RUN), null, "it begins anew");
    });
  });

  it("best weights that are damaged are never kept as the run's", async () => {
    await inFolder(async (dir) => {
      const best = join(dir, "best-3.bin");
      await writeContainer(best, {
        meta: { trainId: "a" },
        arrays: new Map([["p", Float32Array.of(1)]]),
      });
      const whole = await readFile(best);
      const refused = (trainId: string) =>
        assert.rejects(
          keepWeights(best, dir, trainId),
          (error) => error instanceof AmtlError && error.exitCode === 1,
        );
      await refused("b");
      await writeFile(best, whole.subarray(0, whole.length - 1));
      await refused("a");
      await rm(best);
      await refused("a");
      assert.deepEqual(await readdir(dir), []);
      await writeFile(best, whole);
      await keepWeights(best, dir, "a");
      assert.deepEqual(await readFile(join(dir, "weights.bin")), whole);
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
