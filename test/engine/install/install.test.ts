import assert from "node:assert/strict";
import { readdirSync, readFileSync, readlinkSync, statSync, truncateSync, utimesSync, writeFileSync } from "node:fs"; // prettier-ignore
import { mkdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import type { InstallEvent } from "../../../src/engine/install/events.js";
import { inspectNative } from "../../../src/engine/install/inspect.js";
import { installEngine } from "../../../src/engine/install/install.js";
import type { Places } from "../../../src/engine/install/places.js";
import { ANSWER, askBinding, fakePlaces, fakeWheel, type FakeWheel } from "./fake.js";
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

  async function install(
    places: Places,
    check: "quick" | "every-byte" = "quick",
  ): Promise<InstallEvent["type"][]> {
    const events: InstallEvent["type"][] = [];
    await installEngine(wheel.distribution, places, {
      check,
      report: ({ type }) => events.push(type),
    });
    return events;
  }

  const library = (places: Places): string =>
    join(places.cache, "fake", "tensorflow", "libtensorflow_cc.so.2");

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

  it("mends a library that was cut short, and one whose bytes were altered", async () => {
    const places = fakePlaces();
    await install(places);
    const whole = readFileSync(library(places));
    truncateSync(library(places), 100);
    assert.equal((await inspectNative(places)).kind, "damaged");
    assert.ok((await install(places)).includes("plan"));
    assert.deepEqual(readFileSync(library(places)), whole);

    const altered = Buffer.from(whole);
    altered[2000] ^= 1;
    writeFileSync(library(places), altered);
    utimesSync(library(places), 1, 1);
    assert.equal((await inspectNative(places)).kind, "damaged");
    assert.ok((await install(places)).includes("plan"));
    assert.deepEqual(readFileSync(library(places)), whole);
  });

  it("finds a change that size and time hide when it reads every byte", async () => {
    const places = fakePlaces();
    await install(places);
    const { atime, mtime } = statSync(library(places));
    const bytes = readFileSync(library(places));
    bytes[2000] ^= 1;
    writeFileSync(library(places), bytes);
    utimesSync(library(places), atime, mtime);
    assert.deepEqual(await install(places), []);
    assert.ok((await install(places, "every-byte")).includes("plan"));
    assert.equal(askBinding(places), `${ANSWER}`);
  });

  it("believes a copy with other times after reading it once", async () => {
    const places = fakePlaces();
    await install(places);
    utimesSync(library(places), 1, 1);
    const events = await install(places);
    assert.ok(events.includes("progress") && !events.includes("plan"));
    assert.deepEqual(await install(places), []);
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
    assert.deepEqual(await install(places), ["compiling", "linked"]);
    assert.equal(askBinding(places), `${ANSWER + 1}`);
  });
});
