import assert from "node:assert/strict";
import type { PlaceRequest } from "../../../src/contract/executor.js";
import { choosePlace } from "../../../src/executors/local/place.js";

const engine = { id: "wasm", isGpu: false } as const;
const request: PlaceRequest = {
  jobs: null,
  gpus: null,
  budget: null,
  timeLimit: null,
  options: {},
  site: () => ({}),
  threads: 2,
  usesEngine: true,
  engine: () => Promise.resolve(engine),
};

describe("the slots of this machine", () => {
  it("are as many as asked for, with a word where the cores are too few", async () => {
    const place = await choosePlace({ ...request, jobs: 1000 });
    assert.equal(place.slots.length, 1000);
    assert.match(place.note!, /^1000 × 2 threads share \d+ cores?: the runs slow each other down$/);
    assert.equal(place.engine, engine);
  });

  it("are at least one, however many threads a run has", async () => {
    const { slots } = await choosePlace({ ...request, threads: 100_000 });
    assert.deepEqual(slots, [{ number: 1, gpu: null }]);
  });

  it("are silent where the cores are enough", async () => {
    assert.equal((await choosePlace({ ...request, jobs: 1, threads: 1 })).note, null);
  });
});
