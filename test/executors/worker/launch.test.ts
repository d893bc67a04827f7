import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import { join } from "node:path";
import { launchProcess } from "../../../src/executors/worker/launch.js";
import { withFiles } from "../../support/runs/own-files.js";

describe("a worker's process", function () {
  this.timeout(60_000);

  it("is heard to its end, also where it has ended before anybody listens", async () => {
    await withFiles(
      { "worker.js": 'console.log("one\\ntwo"); process.exit(3)' },
      async (folder) => {
        const worker = await launchProcess(join(folder, "worker.js"))(folder);
        const exit = await worker.exit;
        assert.equal(exit.code, 3);
        // Long enough that whatever is thrown away at an end has been.
        await delay(100);
        const lines: string[] = [];
        for await (const line of worker.lines) lines.push(line);
        assert.deepEqual(lines, ["one", "two"]);
      },
    );
  });

  it("ends what it started with itself", async function () {
    if (process.platform === "win32") this.skip();
    const source = `
import { spawn } from "node:child_process";
const child = spawn(process.execPath, ["-e", "setInterval(() => undefined, 1000)"]);
console.log(child.pid);
setInterval(() => undefined, 1000);`;
    await withFiles({ "worker.mjs": source }, async (folder) => {
      const worker = await launchProcess(join(folder, "worker.mjs"))(folder);
      let started = 0;
      for await (const line of worker.lines) {
        started = Number(line);
        process.kill(worker.pid!, "SIGKILL");
      }
      assert.equal((await worker.exit).signal, "SIGKILL");
      const isThere = (): boolean => {
        try {
          return process.kill(started, 0);
        } catch {
          return false;
        }
      };
      for (let tries = 0; tries < 600 && isThere(); tries++) await delay(50);
      assert.equal(isThere(), false);
    });
  });
});
