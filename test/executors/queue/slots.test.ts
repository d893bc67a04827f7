import assert from "node:assert/strict";
import { fakeLaunch } from "../../support/workers/fake-worker.js";
import { cpuSlots, gpuSlots, slotEnvironment } from "../../../src/executors/queue/slots.js";
import type { Launch } from "../../../src/contract/worker.js";
import { execute } from "../../support/workers/execute.js";
import { inFolder, sampleTasks } from "../../support/runs/runs.js";

describe("slots", function () {
  this.timeout(60_000);

  it("are numbered, and dealt to the GPUs in turn", () => {
    assert.deepEqual(cpuSlots(2), [
      { number: 1, gpu: null },
      { number: 2, gpu: null },
    ]);
    assert.deepEqual(
      gpuSlots(["0", "3"], 3).map(({ gpu }) => gpu),
      ["0", "3", "0"],
    );
    assert.equal(gpuSlots(["0", "3"]).length, 2);
    assert.deepEqual(gpuSlots(["0", "3"], 1), [{ number: 1, gpu: "0" }]);
  });

  it("show a worker one GPU, and leave what the user set", () => {
    const [cpu] = cpuSlots(1);
    const [gpu] = gpuSlots(["1"]);
    assert.deepEqual(slotEnvironment(cpu, {}), {});
    assert.deepEqual(slotEnvironment(gpu, {}), {
      CUDA_VISIBLE_DEVICES: "1",
      TF_FORCE_GPU_ALLOW_GROWTH: "true",
      CUDA_DEVICE_ORDER: "PCI_BUS_ID",
    });
    const own = { CUDA_VISIBLE_DEVICES: "0,1", TF_FORCE_GPU_ALLOW_GROWTH: "false" };
    assert.deepEqual(slotEnvironment(gpu, own), {
      CUDA_VISIBLE_DEVICES: "1",
      TF_FORCE_GPU_ALLOW_GROWTH: "false",
    });
  });

  it("hold one worker at a time each, say where it started, and are used again", async () => {
    await inFolder(async (root) => {
      const fake = fakeLaunch();
      const seen: (string | undefined)[] = [];
      let now: string[] = [];
      const launch: Launch = async (attempt, env) => {
        const gpu = env!.CUDA_VISIBLE_DEVICES!;
        assert.ok(!now.includes(gpu), `two workers on GPU ${gpu}`);
        now.push(gpu);
        seen.push(gpu);
        const worker = await fake.launch(attempt);
        void worker.exit.then(() => (now = now.filter((other) => other !== gpu)));
        return worker;
      };
      const done = execute(sampleTasks(root, 5), { launch, slots: gpuSlots(["0", "1"]) });
      for (let at = 0; at < 5; at++) {
        const worker = await fake.next();
        worker.say({ type: "started", engine: "fake", pid: 1, resumedAt: null });
        worker.end({ code: 2 });
      }
      const started = (await done).filter((event) => event.type === "started");
      assert.deepEqual(
        started.map(({ slot, gpu }) => [slot, gpu]),
        seen.map((gpu) => [Number(gpu) + 1, gpu]),
      );
      assert.deepEqual(new Set(seen), new Set(["0", "1"]));
    });
  });
});
