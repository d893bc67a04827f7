import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { cancelJobs } from "../../../src/app/execution/cancel-jobs.js";
import { submitArray } from "../../../src/executors/slurm/controller/submission.js";
import { planDir } from "../../../src/store/plans/manifests.js";
import { inFolder, sampleTasks } from "../../support/runs/runs.js";

const PLAN = "0123456789ab";

/** Slurm's programs as the test writes them, first on the path. */
async function withPrograms(
  folder: string,
  programs: Readonly<Record<string, string>>,
  use: () => Promise<void>,
): Promise<void> {
  const bin = join(folder, "bin");
  await mkdir(bin);
  for (const [name, script] of Object.entries(programs)) {
    await writeFile(join(bin, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  }
  const { PATH = "" } = process.env;
  process.env.PATH = `${bin}:${PATH}`;
  try {
    await use();
  } finally {
    process.env.PATH = PATH;
  }
}

const JOB = {
  planId: PLAN,
  throttle: null,
  threads: 1,
  gpu: false,
  memory: null,
  options: {},
  command: ["x"],
};

describe("cancelling jobs that outlive their command", function () {
  this.timeout(60_000);

  it("sends no request where a plan's folder says that nothing was submitted", async () => {
    await inFolder(async (root) => {
      await mkdir(planDir(root, PLAN), { recursive: true });
      await withPrograms(root, { squeue: "exit 1", scancel: "exit 1" }, async () => {
        assert.deepEqual(await cancelJobs(root, [PLAN], null), []);
      });
    });
  });

  it("cancels a plan's jobs, or a run's that no node has begun, and says when no controller answers", async () => {
    await inFolder(async (root) => {
      const tasks = sampleTasks(root, 2);
      const says = `echo "7_0|7|0|RUNNING|None|$SUBMISSION"; echo "7_1|7|1|PENDING|Resources|$SUBMISSION"`;
      const programs = {
        sbatch: "echo 7",
        squeue: says,
        scancel: `echo "$@" >> ${join(root, "cancelled")}`,
      };
      await withPrograms(root, programs, async () => {
        const { name } = await submitArray(planDir(root, PLAN), tasks, JOB);
        process.env.SUBMISSION = name;
        try {
          const [running, waiting] = tasks.map(({ job }) => job.trainId);
          const about = { planId: PLAN, title: "Slurm", why: null };
          assert.deepEqual(await cancelJobs(root, [PLAN], running), []);
          assert.deepEqual(await cancelJobs(root, [PLAN], waiting), [{ ...about, ids: ["7_1"] }]);
          assert.deepEqual(await cancelJobs(root, [PLAN], null), [
            { ...about, ids: ["7_0", "7_1"] },
          ]);
          await writeFile(join(root, "bin", "squeue"), "#!/bin/sh\necho busy >&2; exit 1\n");
          assert.deepEqual(await cancelJobs(root, [PLAN], null), [
            { ...about, ids: null, why: "busy" },
          ]);
        } finally {
          delete process.env.SUBMISSION;
        }
      });
    });
  });
});
