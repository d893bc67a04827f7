import assert from "node:assert/strict";
import { newMemory, type Meter } from "../../../src/executors/admission/memory.js";
import { newNeeds, type Needs } from "../../../src/executors/admission/needs.js";
import { fakeLaunch } from "../../support/workers/fake-worker.js";
import { cpuSlots, gpuSlots } from "../../../src/executors/queue/slots.js";
import { FILES, trainDir } from "../../../src/store/paths.js";
import { makeFolder, replaceFile } from "../../../src/store/files.js";
import { join } from "node:path";
import { execute, eventTypesOf } from "../../support/workers/execute.js";
import { inFolder, sampleJob, sampleTasks } from "../../support/runs/runs.js";

const GB = 1e9;

const needing = (host: number, gpu = 0): Needs => ({
  of: () => Promise.resolve({ host, gpu, measured: true }),
  learn: () => Promise.resolve(),
});

const meter = (host: number | null, gpuFree = 0): Meter => ({
  host: () => Promise.resolve(host),
  gpu: (index) =>
    Promise.resolve({ index, uuid: null, totalBytes: 16 * GB, freeBytes: gpuFree || null }),
  usedBy: () => Promise.resolve(0),
});

describe("memory before a start", function () {
  this.timeout(60_000);

  it("lets a run wait for another that was started at the same moment", async () => {
    await inFolder(async (root) => {
      const fake = fakeLaunch();
      const memory = newMemory(needing(4 * GB), meter(6 * GB));
      const tasks = sampleTasks(root, 2);
      const done = execute(tasks, { launch: fake.launch, slots: cpuSlots(2), memory });
      (await fake.next()).end({ code: 2 });
      (await fake.next()).end({ code: 2 });
      const events = await done;
      const waiting = events.filter((event) => event.type === "waiting");
      assert.equal(waiting.length, 1);
      assert.equal(waiting[0].owner, null);
      assert.match(
        waiting[0].reason,
        /about 4\.0 GB \(measured\), and 2\.0 GB are free; it starts when/,
      );
      const story = events.filter(({ type }) => ["waiting", "failed"].includes(type));
      assert.deepEqual(
        story.map(({ type }) => type),
        ["waiting", "failed", "failed"],
        "the second starts when the first has ended",
      );
    });
  });

  it("warns once of runs that do not fit even alone, and starts each by itself", async () => {
    await inFolder(async (root) => {
      const fake = fakeLaunch();
      const memory = newMemory(needing(8 * GB), meter(6 * GB));
      const done = execute(sampleTasks(root, 2), { launch: fake.launch, memory });
      for (let at = 0; at < 2; at++) {
        const worker = await fake.next();
        assert.equal(fake.waiting(), 0);
        worker.end({ code: 2 });
      }
      const warned = (await done).filter((event) => event.type === "warned");
      assert.equal(warned.length, 1);
      assert.match(warned[0].message, /8\.0 GB .* 6\.0 GB are free; it starts all the same/);
    });
  });

  it("starts at once where free memory is unknown, and where the need is unknown", async () => {
    for (const [need, free] of [
      [8 * GB, null],
      [0, 1],
    ] as const) {
      await inFolder(async (root) => {
        const fake = fakeLaunch();
        const memory = newMemory(needing(need), meter(free));
        const done = execute(sampleTasks(root, 2), { launch: fake.launch, memory });
        const workers = [await fake.next(), await fake.next()];
        for (const worker of workers) worker.end({ code: 2 });
        assert.ok(eventTypesOf(await done).every((type) => !["waiting", "warned"].includes(type)));
      });
    }
  });

  it("counts on a GPU what was promised, and what others hold", async () => {
    await inFolder(async (root) => {
      const fake = fakeLaunch();
      // 16 in all, of which others hold 2: two runs of 6 fit, not three.
      const memory = newMemory(needing(0, 6 * GB), meter(100 * GB, 14 * GB));
      const options = { launch: fake.launch, slots: gpuSlots(["0"], 3), memory };
      const done = execute(sampleTasks(root, 3), options);
      const workers = [await fake.next(), await fake.next()];
      for (const worker of workers) worker.end({ code: 2 });
      (await fake.next()).end({ code: 2 });
      const waiting = (await done).filter((event) => event.type === "waiting");
      assert.equal(waiting.length, 1);
      assert.match(waiting[0].reason ?? "", /on GPU 0 .* 2\.0 GB are free/);
    });
  });

  it("takes the most that runs of the kind took, else a default; other engines are other kinds", async () => {
    await inFolder(async (root) => {
      const job = sampleJob(root, 1);
      const assumed = await newNeeds(root).of(job, false);
      assert.equal(assumed.measured, false);
      assert.ok(assumed.host > GB && assumed.host < 2 * GB);
      for (const [seed, bytes] of [
        [1, 3 * GB],
        [2, 2 * GB],
      ]) {
        await leave(root, seed, bytes);
      }
      const needs = newNeeds(root);
      assert.deepEqual(await needs.of(job, false), { host: 3 * GB, gpu: 0, measured: true });
      assert.equal((await needs.of({ ...job, engine: "wasm" }, false)).measured, false);
      const cuda = await needs.of({ ...job, engine: "cuda" }, true);
      assert.ok(cuda.gpu > GB && !cuda.measured);
      await leave(root, 3, 5 * GB);
      await needs.learn(sampleJob(root, 3));
      assert.equal((await needs.of(job, false)).host, 5 * GB);
    });
  });
});

/** What a run of the native engine leaves. */
async function leave(root: string, seed: number, peakMemoryBytes: number): Promise<void> {
  const { trainId, train, dependencies } = sampleJob(root, seed);
  const dir = trainDir(root, trainId);
  await makeFolder(dir);
  await replaceFile(join(dir, FILES.spec), JSON.stringify({ dependencies, spec: train }));
  const provenance = { schema: 1, engine: { id: "native" }, peakMemoryBytes };
  await replaceFile(join(dir, FILES.provenance), JSON.stringify(provenance));
}
