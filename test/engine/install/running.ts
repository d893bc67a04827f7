import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { installEngine } from "../../../src/engine/install/install.js";
import type { Places } from "../../../src/engine/install/places.js";
import { ANSWER, askBinding, type FakeWheel } from "./fake.js";
import { instantPip, setEnvironment, temporaryFolder } from "./sandbox.js";

const INSTALLER = fileURLToPath(
  new URL(import.meta.url.endsWith(".ts") ? "./installer.ts" : "./installer.js", import.meta.url),
);

/** An installation in a process of its own. */
export interface Running {
  readonly child: ChildProcess;
  /** Types of what it has reported so far. */
  readonly events: readonly string[];
  /** Its exit code; null when a signal killed it. */
  readonly done: Promise<number | null>;
}

/** Starts an installation in a process group of its own. */
export function start(
  wheel: FakeWheel,
  places: Places,
  environment: Readonly<Record<string, string>>,
): Running {
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

export async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if (condition()) return;
    await sleep(50);
  }
  assert.fail("waited 30 s in vain");
}

/** Whether pip has begun to write the wheel. */
export const isPartial = (places: Places): boolean =>
  existsSync(places.cache) &&
  readdirSync(places.cache, { recursive: true }).some((name) => name.includes("partial.whl"));

/** What stands where the compiled binding belongs. */
export function bindingFiles(places: Places): string[] {
  const folder = join(places.package, "lib", "napi-v8");
  return existsSync(folder) ? readdirSync(folder).sort() : [];
}

/** A compiler that leaves half a file and does not end. */
export function slowCompiler(): string {
  const compiler = join(temporaryFolder(), "slow-compiler");
  const script = `#!/bin/sh
[ "$1" = --version ] && exit 0
while [ "$1" != -o ]; do shift; done
echo half > "$2"
exec sleep 60
`;
  writeFileSync(compiler, script, { mode: 0o755 });
  return compiler;
}

/** What was broken off is no hindrance: the next installation ends whole, and nothing else is left. */
export async function installAfterwards(wheel: FakeWheel, places: Places): Promise<void> {
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
  assert.deepEqual(bindingFiles(places), [
    "amtl_quiet.node",
    "tfjs_binding.node",
    "tfjs_binding.node.stamp",
  ]);
}
