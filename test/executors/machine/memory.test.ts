import assert from "node:assert/strict";
import { freeMemory, usedBy, wholeMemory } from "../../../src/executors/machine/memory.js";
import { inMachine } from "../../support/machines/machine.js";

const KB = 1024;
const MEMINFO = "MemTotal:  1000000 kB\nMemFree:  100000 kB\nMemAvailable:  600000 kB\n";

describe("the whole memory", () => {
  it("is what the machine has, or what the narrowest group allows", async () => {
    const files = { "proc/meminfo": MEMINFO, "proc/self/cgroup": "0::/outer/inner\n" };
    await inMachine(files, async (root) => {
      assert.equal(await wholeMemory(root), 1_000_000 * KB);
    });
    const limits = {
      "sys/fs/cgroup/outer/inner/memory.max": "max\n",
      "sys/fs/cgroup/outer/memory.max": "5000000\n",
    };
    await inMachine({ ...files, ...limits }, async (root) => {
      assert.equal(await wholeMemory(root), 5_000_000);
    });
    await inMachine({}, async (root) => {
      assert.equal(await wholeMemory(root), null);
    });
  });
});

describe("free memory", () => {
  it("is what the machine has available where no group limits it", async () => {
    const files = { "proc/meminfo": MEMINFO, "proc/self/cgroup": "0::/a\n" };
    await inMachine({ ...files, "sys/fs/cgroup/a/memory.max": "max\n" }, async (root) => {
      assert.equal(await freeMemory(root), 600_000 * KB);
    });
  });

  it("is what a group of version 2 leaves, also one further up; file pages count as free", async () => {
    const files = {
      "proc/meminfo": MEMINFO,
      "proc/self/cgroup": "0::/outer/inner\n",
      "sys/fs/cgroup/outer/inner/memory.max": "max\n",
      "sys/fs/cgroup/outer/memory.max": "1000000\n",
      "sys/fs/cgroup/outer/memory.current": "700000\n",
      "sys/fs/cgroup/outer/memory.stat": "anon 500000\ninactive_file 200000\nactive_file 0\n",
    };
    await inMachine(files, async (root) => {
      assert.equal(await freeMemory(root), 500_000);
    });
  });

  it("is what a group of version 1 leaves", async () => {
    const files = {
      "proc/meminfo": MEMINFO,
      "proc/self/cgroup": "4:memory:/elsewhere\n0::/\n",
      "sys/fs/cgroup/memory/memory.limit_in_bytes": "1000000\n",
      "sys/fs/cgroup/memory/memory.usage_in_bytes": "900000\n",
      "sys/fs/cgroup/memory/memory.stat": "inactive_file 5\ntotal_inactive_file 100000\n",
    };
    await inMachine(files, async (root) => {
      assert.equal(await freeMemory(root), 200_000);
    });
    const open = { "sys/fs/cgroup/memory/memory.limit_in_bytes": "9223372036854771712\n" };
    await inMachine({ ...files, ...open }, async (root) => {
      assert.equal(await freeMemory(root), 600_000 * KB);
    });
  });

  it("is unknown where the system does not tell", async () => {
    await inMachine({}, async (root) => {
      assert.equal(await freeMemory(root), null);
    });
  });

  it("is held by a process and all that it started", async () => {
    const files = {
      "proc/7/status": "Name: node\nVmRSS: 90 kB\nRssAnon:\t 50 kB\n",
      "proc/7/task/7/children": "8 9 ",
      "proc/8/status": "RssAnon: 20 kB\n",
      "proc/9/status": "RssAnon: 3 kB\n",
      "proc/9/task/9/children": "",
    };
    await inMachine(files, async (root) => {
      assert.equal(await usedBy(7, root), 73 * KB);
      assert.equal(await usedBy(1, root), 0);
    });
  });
});
