import assert from "node:assert/strict";
import { describeEngine, installEngine, type InstallEvent } from "../../src/app/engines.js";
import { inspectNative } from "../../src/engine/install/inspect.js";
import { enginePlaces } from "../../src/engine/install/places.js";

describe("describeEngine", () => {
  it("says which engine would run and why, and that its library is as published", async () => {
    const { engine, why, library, threads } = await describeEngine("native");
    assert.deepEqual([engine, why], ["native", "--engine asks for it"]);
    assert.deepEqual([library?.version, library?.sha256], ["2.21.0", "verified"]);
    assert.ok(threads >= 1);
  });
});

describe("installEngine", () => {
  it("does nothing, and says nothing, where all is there", async function () {
    // Never a download in a test: setup brings the engine.
    const state = await inspectNative(enginePlaces());
    if (state.kind !== "ready" || state.library !== "cpu") this.skip();
    const said: InstallEvent[] = [];
    const signal = new AbortController().signal;
    const { installed } = await installEngine({ gpu: false, verify: false }, signal, (event) =>
      said.push(event),
    );
    assert.deepEqual([installed, said], ["cpu", []]);
  });
});
