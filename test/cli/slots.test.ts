import assert from "node:assert/strict";
import { choosePlace } from "../../src/cli/slots.js";

const options = { jobs: undefined, gpus: undefined, engine: "wasm" };

describe("the slots of this machine", () => {
  it("are as many as asked for, with a word where the cores are too few", async () => {
    const { slots, note, engine } = await choosePlace({ ...options, jobs: 1000 }, 2, true);
    assert.equal(slots.length, 1000);
    assert.match(note!, /^1000 × 2 threads share \d+ cores?: the runs slow each other down$/);
    assert.equal(engine, "wasm");
  });

  it("are at least one, however many threads a run has", async () => {
    const { slots } = await choosePlace(options, 100_000, true);
    assert.deepEqual(slots, [{ number: 1, gpu: null }]);
  });

  it("are silent where the cores are enough", async () => {
    assert.equal((await choosePlace({ ...options, jobs: 1 }, 1, true)).note, null);
  });
});
