import assert from "node:assert/strict";
import { inspectNative } from "../../../src/engine/install/inspect.js";
import { ANSWER, askBinding, fakePlaces, fakeWheel, type FakeWheel } from "./fake.js";
import {
  bindingFiles,
  installAfterwards,
  isPartial,
  slowCompiler,
  start,
  until,
  type Running,
} from "./running.js";
import { hasBuildTools, instantPip, removeTemporaryFolders } from "./sandbox.js";

describe("engine/install: at once, and killed half-way (needs python3 with pip, g++, Linux)", () => {
  let wheel: FakeWheel;
  before(function () {
    if (!hasBuildTools()) this.skip();
    wheel = fakeWheel();
  });
  after(removeTemporaryFolders);

  async function killAt(running: Running, condition: () => boolean): Promise<void> {
    await until(condition);
    process.kill(-running.child.pid!, "SIGKILL");
    await running.done;
  }

  it("two at once fetch once, and both end whole", async () => {
    const first = fakePlaces();
    const second = fakePlaces(first.cache);
    const slow = instantPip(wheel.folder, "sleep 1");
    const both = [start(wheel, first, slow), start(wheel, second, slow)];
    assert.deepEqual(await Promise.all(both.map(({ done }) => done)), [0, 0]);
    const plans = both.flatMap(({ events }) => events).filter((type) => type === "plan");
    assert.equal(plans.length, 1);
    for (const places of [first, second]) assert.equal(askBinding(places), `${ANSWER}`);
  });

  it("killed while downloading", async () => {
    const places = fakePlaces();
    const running = start(wheel, places, instantPip(wheel.folder, "sleep 60"));
    await killAt(running, () => isPartial(places));
    assert.equal((await inspectNative(places)).kind, "absent");
    await installAfterwards(wheel, places);
  });

  it("killed while compiling", async () => {
    const places = fakePlaces();
    const running = start(wheel, places, { ...instantPip(wheel.folder), CXX: slowCompiler() });
    await killAt(running, () => bindingFiles(places).length > 0);
    assert.equal((await inspectNative(places)).kind, "absent");
    await installAfterwards(wheel, places);
  });
});
