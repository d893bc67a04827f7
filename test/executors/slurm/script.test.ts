import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { readSbatchOptions, type ArrayJob } from "../../../src/executors/slurm/sbatch-options.js";
import { arrayScript } from "../../../src/executors/slurm/script.js";

const JOB: ArrayJob = {
  memory: null,
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

  it("asks for the memory that is known and for a GPU, unless the user's options say either in any form", () => {
    const asked = (options: ArrayJob["options"], memory: number | null = 3.5 * 2 ** 30) =>
      arrayScript({ ...JOB, memory, options })
        .split("\n")
        .filter((line) => /--(mem|gres|gpus)/.test(line));
    assert.deepEqual(asked({}), ["#SBATCH --gres=gpu:1", "#SBATCH --mem=3584M"]);
    assert.deepEqual(asked({}, null), ["#SBATCH --gres=gpu:1"]);
    assert.deepEqual(asked({ mem: "8G" }), ["#SBATCH --gres=gpu:1", "#SBATCH --mem=8G"]);
    assert.deepEqual(asked({ "mem-per-cpu": "2G", "gpus-per-node": "1" }), [
      "#SBATCH --mem-per-cpu=2G",
      "#SBATCH --gpus-per-node=1",
    ]);
  });

  it("says any path as bash will read it", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(..."a/ '\"$`\\!#*\n\r%".split("")) }),
        (folder) => {
          const script = arrayScript({ ...JOB, command: ["printf", "%s|", folder] });
          const line = script.split("\n").findLast((each) => each.startsWith("exec "));
          const env = { ...process.env, SLURM_ARRAY_TASK_ID: "3" };
          const printed = execFileSync("bash", ["-c", line!], { encoding: "utf8", env });
          assert.equal(printed, `${folder}|${JOB.folder}|3|`);
        },
      ),
      { numRuns: 20 },
    );
  });

  const refused = ["array=3", "job-name=x", "Partition=gpu", "=x", "time=1\nrm", "a b=c"];
  // Abbreviations that sbatch takes, slips, options that nobody comes back from, and values without their meaning.
  refused.push(
    "arr=0-5",
    "out=x",
    "w",
    "partitoin=gpu",
    "wait",
    "test-only",
    "partition",
    "partition=",
  );
  refused.push(
    "requeue=yes",
    "time=soon",
    "time=1:2:3:4",
    "mem=much",
    "signal=TERM@60",
    "signal=USR1@60",
  );
  refused.push("open-mode=truncate", "comment", "account=\u0007");
  for (const word of refused) {
    it(`does not take ${JSON.stringify(word)}`, () => {
      assert.throws(() => readSbatchOptions({}, [word]), { exitCode: 2 });
    });
  }

  it("takes what sbatch and a site's plugins have", () => {
    const words = ["time=1-12", "mem=0", "mem-per-cpu=4g", "exclusive", "exclusive=user", "nice=5"];
    words.push(
      "signal=B:USR1@600",
      "no-requeue",
      "container-image=ubuntu:24.04",
      "constraint=a&b|c",
    );
    for (const word of words) {
      const [name, value = ""] = word.split("=");
      assert.deepEqual(readSbatchOptions({}, [word]), { [name]: value });
    }
    assert.deepEqual(readSbatchOptions({ account: "nlp" }, []), { account: "nlp" });
  });

  it("does not take from the site what it sets itself, or what would break a line", () => {
    for (const site of [{ output: "x.log" }, { account: "nlp\ntouch x" }]) {
      assert.throws(() => readSbatchOptions(site, []), { exitCode: 2 });
    }
  });

  it("names a folder as sbatch reads it, and refuses one that it cannot read", () => {
    const script = arrayScript({ ...JOB, folder: "/a%j/b c" });
    assert.match(script, /^#SBATCH --output='\/a%%j\/b c\/task-%a\.log'$/m);
    for (const folder of ["/a\ntouch x #", "/a\\b", "/a\r"]) {
      assert.throws(() => arrayScript({ ...JOB, folder }), { exitCode: 2 });
    }
  });
});
