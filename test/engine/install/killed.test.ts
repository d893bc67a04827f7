import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { installEngine } from "../../../src/engine/install/install.js";
import { inspectNative } from "../../../src/engine/install/inspect.js";
import type { Places } from "../../../src/engine/install/places.js";
import { ANSWER, askBinding, fakePlaces, fakeWheel, type FakeWheel } from "./fake.js";
import {
  hasBuildTools,
  instantPip,
  removeTemporaryFolders,
  setEnvironment,
  temporaryFolder,
} from "./sandbox.js";

const INSTALLER = fileURLToPath(
  new URL(import.meta.url.endsWith(".ts") ? "./installer.ts" : "./installer.js", import.meta.url),
);

describe("engine/install: at once, and killed half-way (needs python3 with pip, g++, Linux)", () => {
  let wheel: FakeWheel;
  before(function () {
    if (!hasBuildTools()) this.skip();
    wheel = fakeWheel();
  });
  after(removeTemporaryFolders);

  /** Starts an installation in a process group of its own, with what it reports. */
  function start(
    places: Places,
    environment: Record<string, string>,
  ): { child: ChildProcess; events: string[]; done: Promise<number | null> } {
    const words = [wheel.distribution, places].map((value) => JSON.stringify(value));
    const child = spawn(process.execPath, [...process.execArgv, INSTALLER, ...words], {
      env: { ...process.env, ...environment },
      stdio: ["ignore", "pipe", "inherit"],
      detached: true,
    });
    const events: string[] = [];
    child.stdout.on("data", (data: Buffer) => {
      events.push(...data.toString().trim().split("\n"));
    });
    const done = once(child, "close").then(([code]) => code as number | null);
    return { child, events, done };
  }

  async function until(condition: () => boolean): Promise<void> {
    for (let tries = 0; tries < 600; tries++) {
      if (condition()) return;
      await sleep(50);
    }
    assert.fail("waited 30 s in vain");
  }

  async function killAt(
    running: ReturnType<typeof start>,
    condition: () => boolean,
  ): Promise<void> {
    await until(condition);
    process.kill(-running.child.pid!, "SIGKILL");
    await running.done;
  }

  async function installAfterwards(places: Places): Promise<void> {
    // As if ten seconds had gone by, after which a lock whose holder does not renew it counts for nothing.
    for (const folder of [places.cache, places.package]) {
      const lock = join(folder, "install.lock");
      if (existsSync(lock)) utimesSync(lock, 1, 1);
    }
    const restore = setEnvironment(instantPip(wheel.folder));
    try {
      await installEngine(wheel.distribution, places, { check: "quick", report: () => undefined });
    } finally {
      restore();
    }
    assert.equal(askBinding(places), `${ANSWER}`);
    assert.deepEqual(readdirSync(places.cache), ["fake"]);
    assert.deepEqual(readdirSync(join(places.package, "lib", "napi-v8")).sort(), [
      "tfjs_binding.node",
      "tfjs_binding.node.stamp",
    ]);
  }

  it("two at once fetch once, and both end whole", async () => {
    const first = fakePlaces();
    const second = fakePlaces(first.cache);
    const slow = instantPip(wheel.folder, "sleep 1");
    const both = [start(first, slow), start(second, slow)];
    assert.deepEqual(await Promise.all(both.map(({ done }) => done)), [0, 0]);
    const plans = both.flatMap(({ events }) => events).filter((type) => type === "plan");
    assert.equal(plans.length, 1);
    for (const places of [first, second]) assert.equal(askBinding(places), `${ANSWER}`);
  });

  it("killed while downloading", async () => {
    const places = fakePlaces();
    const running = start(places, instantPip(wheel.folder, "sleep 60"));
    const partial = (): boolean =>
      existsSync(places.cache) &&
      readdirSync(places.cache, { recursive: true }).some((name) => name.includes("partial.whl"));
    await killAt(running, partial);
    assert.equal((await inspectNative(places)).kind, "absent");
    await installAfterwards(places);
  });

  it("killed while compiling", async () => {
    const places = fakePlaces();
    const compiler = join(temporaryFolder(), "slow-compiler");
    const script = `#!/bin/sh
[ "$1" = --version ] && exit 0
while [ "$1" != -o ]; do shift; done
echo half > "$2"
sleep 60
`;
    writeFileSync(compiler, script, { mode: 0o755 });
    const running = start(places, { ...instantPip(wheel.folder), CXX: compiler });
    const binding = join(places.package, "lib", "napi-v8");
    await killAt(running, () => existsSync(binding) && readdirSync(binding).length > 0);
    assert.equal((await inspectNative(places)).kind, "absent");
    await installAfterwards(places);
  });
});
