import assert from "node:assert/strict";
import { badInput } from "../../src/base/errors.js";
import { diskError } from "../../src/store/files.js";
import { describeFailure } from "../../src/train/failures.js";
import { NotANumber } from "../../src/base/not-a-number.js";

describe("train/failures: what a worker says of its end", () => {
  it("is the whole error, as the command line shows it: place, expectation and remedy", () => {
    const error = Object.assign(new Error("ENOSPC: no space left on device, write"), {
      code: "ENOSPC",
    });
    const said = describeFailure(diskError(error, "results/attempts/1"));
    assert.equal(said?.kind, "environment");
    assert.equal(said.code, 4);
    const [first, ...lines] = said.message.split("\n");
    assert.equal(first, "The disk is full");
    assert.deepEqual(
      lines.map((line) => line.trim().split(":", 1)[0]),
      ["where", "expected", "got", "fix"],
    );
    assert.match(said.message, /results\/attempts\/1[^]*ENOSPC: no space[^]*--results/);
  });

  it("tells bad input, memory and numbers apart, and leaves bugs to their stack", () => {
    const bad = describeFailure(badInput("Torn", { where: "a.json" }));
    assert.deepEqual([bad?.kind, bad?.code], ["bad-input", 2]);
    assert.match(bad!.message, /^Torn\n {2}where: +a\.json$/);
    const memory = describeFailure(new Error("OOM when allocating tensor with shape[4,1024]"));
    assert.equal(memory?.kind, "out-of-memory");
    assert.match(memory.message, /^The worker ran out of memory\n {2}got: +OOM when allocating/);
    assert.equal(describeFailure(new NotANumber(NaN, 7))?.kind, "not-a-number");
    assert.equal(describeFailure(new TypeError("no such tensor")), null);
  });
});
