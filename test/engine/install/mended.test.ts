import assert from "node:assert/strict";
import { readFileSync, statSync, truncateSync, utimesSync, writeFileSync } from "node:fs";
import { inspectNative } from "../../../src/engine/install/inspect.js";
import type { Places } from "../../../src/engine/install/places.js";
import { ANSWER, askBinding, fakePlaces, fakeWheel, type FakeWheel } from "./fake.js";
import { library, reported } from "./reported.js";
import { hasBuildTools, instantPip, removeTemporaryFolders, setEnvironment } from "./sandbox.js";

describe("engine/install: damaged libraries (needs python3 with pip, g++, Linux)", () => {
  let wheel: FakeWheel;
  let restore = (): void => undefined;
  before(function () {
    if (!hasBuildTools()) this.skip();
    wheel = fakeWheel();
    restore = setEnvironment(instantPip(wheel.folder));
  });
  after(() => {
    restore();
    removeTemporaryFolders();
  });

  const install = (places: Places, check?: "every-byte"): Promise<string[]> =>
    reported(wheel, places, check);

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
});
