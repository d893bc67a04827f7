import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { launchProcess } from "../../../src/executors/worker/launch.js";
import { classify } from "../../../src/executors/queue/failure.js";
import { oomKills } from "../../../src/executors/machine/oom.js";
import { inMachine } from "../../support/machines/machine.js";

const V2 = {
  "proc/self/cgroup": "0::/job\n",
  "proc/vmstat": "nr_free_pages 1\noom_kill 9\n",
  "sys/fs/cgroup/job/memory.events": "low 0\noom 5\noom_kill 3\noom_group_kill 0\n",
};
const V1 = {
  "proc/self/cgroup": "4:memory:/gone\n0::/\n",
  "proc/vmstat": "oom_kill 9\n",
  "sys/fs/cgroup/memory/memory.oom_control": "oom_kill_disable 0\nunder_oom 0\noom_kill 4\n",
};

/** Raises the counter and dies as the kernel would have it. */
const KILLED = `
require("node:fs").writeFileSync(process.env.COUNTER, "oom 9\\noom_kill " + process.env.COUNT + "\\n");
process.kill(process.pid, "SIGKILL");
`;

describe("what the kernel kills for want of memory", function () {
  this.timeout(60_000);

  it("is counted in the control group, else on the machine", async () => {
    await inMachine(V2, async (root) => {
      assert.equal(await oomKills(root), 3);
    });
    await inMachine(V1, async (root) => {
      assert.equal(await oomKills(root), 4);
    });
    await inMachine({ "proc/vmstat": V1["proc/vmstat"] }, async (root) => {
      assert.equal(await oomKills(root), 9);
    });
    await inMachine({}, async (root) => {
      assert.equal(await oomKills(root), null);
    });
  });

  for (const [count, kind] of [
    [4, "out-of-memory"],
    [3, "worker-died"],
  ] as const) {
    it(`makes a SIGKILL ${kind} when the counter goes from 3 to ${count}`, async () => {
      await inMachine(V2, async (root) => {
        const worker = join(root, "worker.cjs");
        await writeFile(worker, KILLED);
        const COUNTER = join(root, "sys/fs/cgroup/job/memory.events");
        const env = { COUNTER, COUNT: String(count) };
        const exit = await (await launchProcess(worker, root)(root, env)).exit;
        assert.equal(exit.signal, "SIGKILL");
        const failure = classify(exit, null, "", root);
        assert.equal(failure.kind, kind);
        assert.match(failure.message, /SIGKILL/);
      });
    });
  }
});
