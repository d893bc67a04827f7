import assert from "node:assert/strict";
import { usableCores } from "../../../src/executors/machine/cores.js";
import { inMachine } from "../../support/machines/machine.js";

describe("usable cores", () => {
  it("are those of the affinity where no group sets a limit", async () => {
    await inMachine({}, async (root) => {
      assert.equal(await usableCores(root, 6), 6);
    });
    await inMachine(
      { "proc/self/cgroup": "0::/a\n", "sys/fs/cgroup/a/cpu.max": "max 100000\n" },
      async (root) => {
        assert.equal(await usableCores(root, 6), 6);
      },
    );
  });

  it("obey a group of version 2, also one further up", async () => {
    const files = {
      "proc/self/cgroup": "0::/outer/inner\n",
      "sys/fs/cgroup/outer/inner/cpu.max": "max 100000\n",
      "sys/fs/cgroup/outer/cpu.max": "250000 100000\n",
    };
    await inMachine(files, async (root) => {
      assert.equal(await usableCores(root, 6), 2);
      assert.equal(await usableCores(root, 1), 1);
    });
  });

  it("obey a group of version 1, and are at least one", async () => {
    const files = {
      "proc/self/cgroup": "5:memory:/x\n4:cpu,cpuacct:/docker/1\n0::/\n",
      "sys/fs/cgroup/cpu/cpu.cfs_quota_us": "50000\n",
      "sys/fs/cgroup/cpu/cpu.cfs_period_us": "100000\n",
    };
    await inMachine(files, async (root) => {
      assert.equal(await usableCores(root, 6), 1);
    });
    await inMachine({ ...files, "sys/fs/cgroup/cpu/cpu.cfs_quota_us": "-1\n" }, async (root) => {
      assert.equal(await usableCores(root, 6), 6);
    });
  });
});
