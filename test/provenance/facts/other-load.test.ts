import assert from "node:assert/strict";
import { otherLoad, workedSoFar } from "../../../src/provenance/facts/other-load.js";

describe("busy neighbours", () => {
  it("are what the machine worked beyond this process, in processors", () => {
    const before = { machine: 1000, own: 100, at: 0 };
    assert.equal(otherLoad(before, { machine: 3000, own: 1100, at: 2000 }), 0.5);
    assert.equal(otherLoad(before, { machine: 2000, own: 1150, at: 2000 }), 0);
  });

  it("are unknown where the system does not count, or no time went by", () => {
    const moment = { machine: 1, own: 1, at: 1 };
    assert.equal(otherLoad(null, moment), null);
    assert.equal(otherLoad(moment, null), null);
    assert.equal(otherLoad(moment, moment), null);
  });

  it("are read from this machine, whose work is at least that of this process", () => {
    const before = workedSoFar();
    if (before === null) return;
    const until = performance.now() + 100;
    while (performance.now() < until);
    const after = workedSoFar()!;
    assert.ok(after.own > before.own && after.machine > before.machine);
  });
});
