import assert from "node:assert/strict";
import { readdirSync, readFileSync, readlinkSync, writeFileSync } from "node:fs";
import { mkdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import type { InstallEvent } from "../../../src/engine/install/events.js";
import { inspectNative } from "../../../src/engine/install/inspect.js";
import { installEngine } from "../../../src/engine/install/install.js";
import type { Places } from "../../../src/engine/install/places.js";
import { ANSWER, askBinding, fakePlaces, fakeWheel, type FakeWheel } from "./fake.js";
import { library, reported } from "./reported.js";
import {
  hasBuildTools,
  instantPip,
  onlyFrom,
  removeTemporaryFolders,
  setEnvironment,
  temporaryFolder,
} from "./sandbox.js";

describe("engine/install: libraries, links and binding (needs python3 with pip, g++, Linux)", () => {
  let wheel: FakeWheel;
  let restore = (): void => undefined;
  const path = process.env.PATH ?? "";
  before(function () {
    if (!hasBuildTools()) this.skip();
    wheel = fakeWheel();
    restore = setEnvironment(instantPip(wheel.folder));
  });
  after(() => {
    restore();
    removeTemporaryFolders();
  });

  const install = (places: Places): Promise<string[]> => reported(wheel, places);

  it("brings libraries and headers alone, says its sizes first, and the binding works", async () => {
    const places = fakePlaces();
    const events: InstallEvent[] = [];
    const realPip = setEnvironment({ ...onlyFrom(wheel.folder), PATH: path });
    await installEngine(wheel.distribution, places, {
      check: "quick",
      report: (event) => events.push(event),
    }).finally(realPip);
    const [plan] = events;
    assert.ok(plan.type === "plan" && plan.downloadBytes === wheel.distribution.wheels[0].bytes);
    assert.equal(askBinding(places), `${ANSWER}`);
    assert.deepEqual(readdirSync(places.cache), ["fake"]);
    assert.deepEqual(readdirSync(join(places.cache, "fake", "tensorflow")).sort(), [
      "include",
      "libtensorflow_cc.so.2",
      "libtensorflow_framework.so.2",
    ]);
    const link = join(places.package, "deps", "lib", "libtensorflow.so");
    assert.equal(readlinkSync(link), library(places));
    const state = await inspectNative(places);
    assert.ok(state.kind === "ready" && state.library === "cpu" && state.version === "2.21.0");
  });

  it("does nothing the second time: it runs no program", async () => {
    const places = fakePlaces();
    await install(places);
    const withoutPrograms = setEnvironment({ PATH: temporaryFolder(), CXX: "" });
    try {
      assert.deepEqual(await install(places), []);
    } finally {
      withoutPrograms();
    }
  });

  it("lets a second checkout link to the same libraries", async () => {
    const first = fakePlaces();
    await install(first);
    const second = fakePlaces(first.cache);
    assert.deepEqual(await install(second), ["compiling", "linked"]);
    assert.equal(askBinding(second), `${ANSWER}`);
  });

  it("replaces links that someone made by hand, and reports such an engine as another's", async () => {
    const places = fakePlaces();
    await install(places);
    const foreign = fakePlaces();
    await mkdir(join(foreign.package, "deps", "lib"), { recursive: true });
    await mkdir(join(foreign.package, "lib", "napi-v8"), { recursive: true });
    writeFileSync(join(foreign.package, "lib", "napi-v8", "tfjs_binding.node"), "");
    const link = join(foreign.package, "deps", "lib", "libtensorflow_cc.so.2");
    await symlink(library(places), link);
    const state = await inspectNative(foreign);
    assert.ok(state.kind === "ready" && state.library === "other");
    await install(foreign);
    assert.equal(readlinkSync(link), library(foreign));
    assert.equal(askBinding(foreign), `${ANSWER}`);
  });

  it("compiles again when the binding's sources changed", async () => {
    const places = fakePlaces();
    await install(places);
    const source = join(places.package, "binding", "fake.cc");
    writeFileSync(
      source,
      readFileSync(source, "utf8").replace("fake_answer()", "1 + fake_answer()"),
    );
    assert.equal((await inspectNative(places)).kind, "outdated");
    assert.deepEqual(await install(places), ["compiling", "linked"]);
    assert.equal((await inspectNative(places)).kind, "ready");
    assert.equal(askBinding(places), `${ANSWER + 1}`);
  });
});
