import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readdir, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { startOf } from "../../../src/base/machine/processes.js";
import { claimNext, isAlive, isSuperseded, readOwner } from "../../../src/store/claims/claim.js";
import { listAttempts } from "../../../src/store/claims/attempts.js";
import { endAttempt, readEnded } from "../../../src/store/claims/ended.js";
import { prettyJson } from "../../../src/store/files.js";
import { beat, heartbeatAge } from "../../../src/store/claims/heartbeat.js";
import type { Owner } from "../../../src/contract/run-state.js";
import { newOwner, ownerState } from "../../../src/store/claims/owner.js";
import { attemptDir } from "../../../src/store/paths.js";
import { inFolder } from "../../support/runs/runs.js";

const never = (): Promise<boolean> => Promise.resolve(false);

/** An attempt as a process of another kind left it. */
async function plant(dir: string, k: number, owner: Owner | null): Promise<string> {
  const attempt = attemptDir(dir, k);
  await mkdir(attempt, { recursive: true });
  if (owner !== null) await writeFile(join(attempt, "owner.json"), prettyJson({ ...owner }));
  await beat(attempt);
  return attempt;
}

describe("claims", () => {
  it("go to one claimant of many, who is named to the others", async () => {
    await inFolder(async (dir) => {
      const claims = await Promise.all(Array.from({ length: 30 }, () => claimNext(dir, never)));
      assert.equal(claims.filter(({ state }) => state === "claimed").length, 1);
      for (const claim of claims) {
        if (claim.state === "busy") assert.equal(claim.owner?.pid, process.pid);
        else assert.equal(claim.state, "claimed");
      }
      assert.deepEqual(await listAttempts(dir), [1]);
      assert.deepEqual(await readdir(join(dir, "attempts")), ["1"], "nothing half-made is left");
    });
  });

  it("are free again once the attempt has ended, and the next gets the next number", async () => {
    await inFolder(async (dir) => {
      const first = await claimNext(dir, never);
      assert.ok(first.state === "claimed");
      await endAttempt(first.dir, "failed", "worker-died");
      assert.equal((await readEnded(first.dir))?.kind, "worker-died");
      const second = await claimNext(dir, never);
      assert.ok(second.state === "claimed" && second.attempt === 2);
      assert.equal(await isSuperseded(first.dir), true);
      assert.equal(await isSuperseded(second.dir), false);
    });
  });

  it("are not given for what is done, though not before a living attempt has ended", async () => {
    await inFolder(async (dir) => {
      const done = (): Promise<boolean> => Promise.resolve(true);
      assert.equal((await claimNext(dir, done)).state, "done");
      await claimNext(dir, never);
      assert.equal((await claimNext(dir, done)).state, "busy");
    });
  });

  it("of a process that is gone are superseded at once", async () => {
    const child = spawn(process.execPath, ["-e", "setTimeout(() => {}, 60000)"]);
    const started = await startOf(child.pid!);
    const owner: Owner = { ...(await newOwner()), pid: child.pid!, started: started! };
    assert.equal(await ownerState(owner), "alive");
    await inFolder(async (dir) => {
      await plant(dir, 1, owner);
      assert.equal((await claimNext(dir, never)).state, "busy");
      child.kill("SIGKILL");
      await once(child, "exit");
      const next = await claimNext(dir, never);
      assert.ok(next.state === "claimed" && next.attempt === 2);
    });
  });

  it("of a process whose number another process has now are superseded at once", async () => {
    const owner: Owner = { ...(await newOwner()), started: "another time" };
    assert.equal(await ownerState(owner), "dead");
    await inFolder(async (dir) => {
      await plant(dir, 1, owner);
      assert.equal((await claimNext(dir, never)).state, "claimed");
    });
  });

  for (const [where, owner] of [
    ["another machine", { host: `not-${hostname()}` }],
    ["a machine of the same name", { machine: "another boot" }],
  ] as const) {
    it(`on ${where} live as long as their heartbeat is fresh`, async () => {
      await inFolder(async (dir) => {
        const attempt = await plant(dir, 1, { ...(await newOwner()), ...owner, pid: 2 ** 30 });
        assert.equal((await claimNext(dir, never)).state, "busy");
        const old = new Date(Date.now() - 200_000);
        await utimes(join(attempt, "heartbeat"), old, old);
        assert.equal(await isAlive(attempt, 250), true);
        assert.equal((await claimNext(dir, never)).state, "claimed");
      });
    });
  }

  it("without a readable owner count by their heartbeat", async () => {
    await inFolder(async (dir) => {
      const attempt = await plant(dir, 1, null);
      await writeFile(join(attempt, "owner.json"), '{"schema": 1, "ho');
      assert.equal(await readOwner(attempt), null);
      assert.equal((await claimNext(dir, never)).state, "busy");
      assert.equal((await claimNext(dir, never, -1)).state, "claimed");
    });
  });

  it("measure a heartbeat's age by the folder's clock and leave no probe behind", async () => {
    await inFolder(async (dir) => {
      const attempt = await plant(dir, 1, await newOwner());
      const real = Date.now;
      Date.now = () => real() + 3_600_000;
      try {
        assert.ok(
          (await heartbeatAge(attempt)) < 60,
          "a clock that is an hour wrong changes nothing",
        );
      } finally {
        Date.now = real;
      }
      assert.deepEqual((await readdir(attempt)).sort(), ["heartbeat", "owner.json"]);
    });
  });

  it("ignore what a killed claimant left half-made", async () => {
    await inFolder(async (dir) => {
      await mkdir(join(dir, "attempts", ".claim-0123456789abcdef"), { recursive: true });
      const claim = await claimNext(dir, never);
      assert.ok(claim.state === "claimed" && claim.attempt === 1);
    });
  });
});
