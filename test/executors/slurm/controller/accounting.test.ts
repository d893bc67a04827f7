import assert from "node:assert/strict";
import fc from "fast-check";
import { fateOf, parseAccount } from "../../../../src/executors/slurm/controller/accounting.js";

/** What sacct's line of a job makes of its run: an event's type, and its kind where it is a failure. */
function fate(line: string): string {
  const account = parseAccount(line);
  if (account === null) return "no account";
  const event = fateOf(account);
  if (event === null) return "nothing new";
  return event.type === "failed" ? event.kind : event.type;
}

describe("what sacct says of a job that left its run undone", () => {
  it("is its kind of failure, with Slurm's own words", () => {
    assert.equal(fate("OUT_OF_MEMORY|0:125\n"), "out-of-memory");
    assert.equal(fate("TIMEOUT|0:0\n"), "timed-out");
    assert.equal(fate("DEADLINE|0:0\n"), "timed-out");
    assert.equal(fate("PREEMPTED|0:0\n"), "preempted");
    assert.equal(fate("NODE_FAIL|1:0\n"), "worker-died");
    assert.equal(fate("CANCELLED by 1000|0:15\n"), "cancelled");
    const event = fateOf({ state: "NODE_FAIL", exitCode: "1:0" });
    assert.ok(event?.type === "failed");
    assert.equal(event.message, "The job's node failed (NODE_FAIL, 1:0)");
  });

  it("is nothing new where the job just ended, or where the state is unknown", () => {
    for (const state of ["COMPLETED|0:0", "FAILED|1:0", "RUNNING|0:0", "EXPEDITING|0:0"]) {
      assert.equal(fate(state), "nothing new");
    }
  });

  it("is the last time that it ran, and nothing where sacct knows nothing", () => {
    assert.equal(fate("PREEMPTED|0:0\nNODE_FAIL|1:0\n"), "worker-died");
    assert.equal(fate(""), "no account");
    assert.equal(fate("Slurm accounting storage is disabled"), "no account");
    fc.assert(fc.property(fc.string(), (text) => typeof fate(text) === "string"));
  });
});
