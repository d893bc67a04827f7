import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fakePlaces, fakeWheel, type FakeWheel } from "./fake.js";
import {
  bindingFiles,
  installAfterwards,
  isPartial,
  slowCompiler,
  start,
  until,
} from "./running.js";
import { hasBuildTools, instantPip, removeTemporaryFolders } from "./sandbox.js";

describe("engine/install: interrupted (needs python3 with pip, g++, Linux)", () => {
  let wheel: FakeWheel;
  before(function () {
    if (!hasBuildTools()) this.skip();
    wheel = fakeWheel();
  });
  after(removeTemporaryFolders);

  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    it(`${signal} while downloading leaves nothing`, async () => {
      const places = fakePlaces();
      const running = start(wheel, places, instantPip(wheel.folder, "exec sleep 60"));
      await until(() => isPartial(places));
      running.child.kill(signal);
      assert.equal(await running.done, 130);
      assert.deepEqual(readdirSync(places.cache), []);
    });
  }

  it("Ctrl-C while compiling leaves the libraries, and no half of a binding", async () => {
    const places = fakePlaces();
    const running = start(wheel, places, { ...instantPip(wheel.folder), CXX: slowCompiler() });
    await until(() => bindingFiles(places).length > 0);
    running.child.kill("SIGINT");
    assert.equal(await running.done, 130);
    assert.deepEqual(bindingFiles(places), []);
    assert.deepEqual(readdirSync(places.cache), ["fake"]);
    assert.ok(!existsSync(join(places.package, "install.lock")));
    await installAfterwards(wheel, places);
  });

  it("Ctrl-C while waiting for another installation ends at once", async () => {
    const first = fakePlaces();
    const slow = instantPip(wheel.folder, "exec sleep 60");
    const holder = start(wheel, first, slow);
    await until(() => isPartial(first));
    const waiting = start(wheel, fakePlaces(first.cache), slow);
    await until(() => waiting.events.includes("waiting"));
    waiting.child.kill("SIGINT");
    assert.equal(await waiting.done, 130);
    holder.child.kill("SIGINT");
    assert.equal(await holder.done, 130);
    assert.deepEqual(readdirSync(first.cache), []);
  });
});
