import assert from "node:assert/strict";
import fc from "fast-check";
import { isBlocked, parseQueue } from "../../../../src/executors/slurm/controller/queue.js";

const line = (state: string, reason = "None", index = "0"): string =>
  `7_${index}|7|${index}|${state}|${reason}|0123456789ab`;
const phaseOf = (state: string, reason?: string): string | undefined =>
  parseQueue(line(state, reason)).at(0)?.phase;

describe("what squeue says", () => {
  it("is read as recorded from a cluster, the last task's own number being the array's", () => {
    const text = [
      "1_2|1|2|PENDING|JobArrayTaskLimit|abc",
      "1_3|1|3|PENDING|JobArrayTaskLimit|abc",
      "1_0|1|0|RUNNING|None|abc",
      "1_1|1|1|COMPLETING|None|abc",
      "",
    ].join("\n");
    assert.deepEqual(
      parseQueue(text).map(({ id, index, phase, submission }) => [id, index, phase, submission]),
      [
        ["1_2", 2, "waiting", "abc"],
        ["1_3", 3, "waiting", "abc"],
        ["1_0", 0, "active", "abc"],
        ["1_1", 1, "active", "abc"],
      ],
    );
  });

  it("has phases: what is requeued waits, may be delayed or held; what ended is over", () => {
    assert.equal(phaseOf("PENDING", "Resources"), "waiting");
    assert.equal(phaseOf("PENDING", "BeginTime"), "delayed");
    assert.equal(phaseOf("PENDING", "launch failed requeued held"), "held");
    assert.equal(phaseOf("PENDING", "JobHeldUser"), "held");
    assert.equal(phaseOf("REQUEUE_HOLD"), "held");
    assert.equal(phaseOf("SPECIAL_EXIT"), "held");
    assert.equal(phaseOf("REQUEUED"), "waiting");
    assert.equal(phaseOf("CONFIGURING"), "active");
    assert.equal(phaseOf("SUSPENDED"), "active");
    assert.equal(phaseOf("CANCELLED by 1000"), "over");
    for (const state of ["PREEMPTED", "NODE_FAIL", "TIMEOUT", "OUT_OF_MEMORY", "BOOT_FAIL"]) {
      assert.equal(phaseOf(state, "NonZeroExitCode"), "over");
    }
  });

  it("in unknown words means nothing", () => {
    assert.equal(phaseOf("EXPEDITING"), "unknown");
    assert.equal(phaseOf(""), "unknown");
  });

  it("tells a task that waits its turn from one that something is in the way of", () => {
    const isBlockedBy = (reason: string): boolean =>
      parseQueue(line("PENDING", reason)).some(isBlocked);
    for (const reason of ["None", "Resources", "Priority", "JobArrayTaskLimit", "BeginTime"]) {
      assert.equal(isBlockedBy(reason), false, reason);
    }
    for (const reason of [
      "PartitionDown",
      "AssocGrpGRES",
      "QOSMaxJobsPerUserLimit",
      "JobHeldUser",
    ]) {
      assert.equal(isBlockedBy(reason), true, reason);
    }
    const down = "Nodes required for job are DOWN, DRAINED or reserved";
    assert.equal(isBlockedBy(down), true);
    assert.equal(parseQueue(line("RUNNING", "None")).some(isBlocked), false);
  });

  it("keeps a federated cluster's ids as they are", () => {
    const [task] = parseQueue("67109080_4|67109080|4|PENDING|Priority|abc");
    assert.equal(task.id, "67109080_4");
  });

  it("leaves out what is no task of an array, and never throws", () => {
    assert.deepEqual(parseQueue("12|12|N/A|RUNNING|None|abc\nslurm_load_jobs error\n"), []);
    assert.deepEqual(parseQueue("12_[3-7%2]|12|3-7%2|PENDING|None|abc"), []);
    fc.assert(
      fc.property(fc.string(), (text) => {
        assert.ok(Array.isArray(parseQueue(text)));
      }),
    );
  });
});
