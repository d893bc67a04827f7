import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { readSbatchOptions, type ArrayJob } from "../../../src/executors/slurm/sbatch-options.js";
import { arrayScript } from "../../../src/executors/slurm/script.js";

const JOB: ArrayJob = {
  planId: "0123456789ab",
  folder: "/shared/runs/plans/0123456789ab/slurm/abc",
  submission: "abc",
  tasks: 40,
  throttle: 2,
  threads: 4,
  gpu: true,
  options: {},
  command: ["/usr/bin/node", "/opt/amtl/task.js"],
};

describe("the batch script", function () {
  this.timeout(60_000);

  it("names the plan, throttles the array, and is warned and requeued", () => {
    const script = arrayScript(JOB);
    for (const option of [
      "job-name=amtl-0123456789ab",
      "array=0-39%2",
      "comment=abc",
      "signal=B:USR1@120",
      "requeue",
      "cpus-per-task=4",
      "gres=gpu:1",
    ]) {
      assert.ok(script.includes(`\n#SBATCH --${option}\n`), `${option} is not in\n${script}`);
    }
    assert.match(script, /^#!\/bin\/bash\n/);
    assert.match(script, /^exec '\/usr\/bin\/node' '\/opt\/amtl\/task.js' '.*abc' "\$SLURM_/m);
  });

  it("takes the site's options, in place of its own where they are the same", () => {
    const site = { partition: "cpu", account: "nlp" };
    const options = readSbatchOptions(site, ["partition=gpu", "--gres=gpu:a100:1", "exclusive"]);
    const script = arrayScript({ ...JOB, throttle: null, options });
    assert.match(script, /^#SBATCH --array=0-39$/m);
    assert.match(script, /^#SBATCH --partition=gpu$/m);
    assert.match(script, /^#SBATCH --account=nlp$/m);
    assert.doesNotMatch(script, /partition=cpu/);
    assert.match(script, /^#SBATCH --exclusive$/m);
    assert.match(script, /^#SBATCH --gres=gpu:a100:1$/m);
    assert.doesNotMatch(script, /gres=gpu:1$/m);
  });

  it("says any path as bash will read it", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."a/ '\"$`\\!#*".split("")) }), (folder) => {
        const script = arrayScript({ ...JOB, folder, command: ["printf", "%s|"] });
        const line = script.split("\n").findLast((each) => each.startsWith("exec "));
        const env = { ...process.env, SLURM_ARRAY_TASK_ID: "3" };
        const printed = execFileSync("bash", ["-c", line!], { encoding: "utf8", env });
        assert.equal(printed, `${folder}|3|`);
      }),
      { numRuns: 20 },
    );
  });

  for (const word of ["array=3", "job-name=x", "Partition=gpu", "=x", "time=1\nrm", "a b=c"]) {
    it(`does not take ${JSON.stringify(word)}`, () => {
      assert.throws(() => readSbatchOptions({}, [word]), { exitCode: 2 });
    });
  }

  it("does not take from the site what it sets itself", () => {
    assert.throws(() => readSbatchOptions({ output: "x.log" }, []), { exitCode: 2 });
  });
});
