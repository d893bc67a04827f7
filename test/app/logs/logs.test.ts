import assert from "node:assert/strict";
import { appendFile, mkdir, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { logs, type Found, type LogsRequest } from "../../../src/app/logs/logs.js";
import { AmtlError } from "../../../src/base/errors.js";
import { shortId } from "../../../src/base/text/short-id.js";
import type { EventBody } from "../../../src/contract/event.js";
import { claimNext, readOwner } from "../../../src/store/claims/claim.js";
import { endAttempt } from "../../../src/store/claims/ended.js";
import { FILES, stderrOf, trainDir } from "../../../src/store/paths.js";
import { ensureSpec } from "../../../src/store/spec.js";
import { inFolder, sampleJob } from "../../support/runs/runs.js";

const started: EventBody = { type: "started", engine: "native", pid: 7, resumedAt: null };
const broken: EventBody = {
  type: "failed",
  kind: "worker-died",
  message: "something broke",
  log: null,
  retry: true,
};
const retrying: EventBody = { type: "retrying", reason: "worker-died" };
const finished: EventBody = { type: "finished", seconds: 1, trained: true };

/** A run of the folder that is to have attempts. */
async function newRun(root: string) {
  const { trainId, train: spec, dependencies } = sampleJob(root, 5);
  const dir = trainDir(root, trainId);
  await ensureSpec(dir, { spec, dependencies });
  let seq = 0;
  return {
    trainId,
    dir,
    /** Claims the next attempt for this process. */
    claim: async (): Promise<string> => {
      const claim = await claimNext(dir, () => Promise.resolve(false));
      assert.ok(claim.state === "claimed");
      return claim.dir;
    },
    /** Adds events to the log of an attempt. */
    say: async (attempt: string, ...bodies: readonly EventBody[]): Promise<void> => {
      const known = { v: 1, time: "2026-01-01T00:00:00.000Z", run: shortId(trainId) };
      const number = Number(basename(attempt));
      const lines = bodies.map((body) => {
        return `${JSON.stringify({ ...known, seq: ++seq, attempt: number, ...body })}\n`;
      });
      await appendFile(join(attempt, FILES.log), lines.join(""));
    },
  };
}

/** "attempt 1", or the type of an event; "torn" for a line that is none. */
const wordOf = (found: Found): string =>
  found.type === "attempt" ? `attempt ${found.attempt}` : (found.event?.type ?? "torn");

async function wordsOf(found: AsyncGenerator<Found>): Promise<readonly string[]> {
  const words: string[] = [];
  for await (const each of found) words.push(wordOf(each));
  return words;
}

/** Asks for what is refused. */
async function refusal(request: LogsRequest): Promise<AmtlError> {
  const error: unknown = await logs(request).then(
    () => null,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof AmtlError);
  return error;
}

describe("logs", function () {
  this.timeout(60_000);

  it("reads the last attempt, or the one asked for, and says where everything of it is", async () => {
    await inFolder(async (results) => {
      const { trainId, dir, claim, say } = await newRun(results);
      const first = await claim();
      await say(first, started, broken, retrying);
      await endAttempt(first, "failed", "worker-died");
      const second = await claim();
      await say(second, started);
      await appendFile(join(second, FILES.log), '{"v":1,"seq"\n');
      await say(second, { ...broken, retry: false });
      await writeFile(stderrOf(second), "a line\nsomething broke\n");
      await endAttempt(second, "failed", "worker-died");

      const found = await logs({ run: trainId.slice(0, 6), results });
      assert.deepEqual([found.trainId, found.attempt], [trainId, 2]);
      assert.match(found.label, /^atlop atl-frequency .* redocred seed 5$/);
      assert.deepEqual(await wordsOf(found.found), ["attempt 2", "started", "torn", "failed"]);
      assert.deepEqual(await found.placesOf(2), {
        events: join(second, "log.ndjson"),
        stderr: join(second, "stderr.log"),
        run: dir,
        lastWords: ["a line", "something broke"],
        earlier: [1],
      });

      const earlier = await logs({ run: trainId, attempt: 1, results });
      const words = await wordsOf(earlier.found);
      assert.deepEqual(words, ["attempt 1", "started", "failed", "retrying"]);
      const { lastWords, earlier: before } = await earlier.placesOf(1);
      assert.deepEqual([lastWords, before], [[], []]);

      const none = await refusal({ run: trainId, attempt: 7, results });
      assert.deepEqual([none.exitCode, none.details.expected], [2, "one of 1, 2"]);
    });
  });

  it("shows the last 20 lines of what a worker wrote to standard error", async () => {
    await inFolder(async (results) => {
      const { trainId, claim } = await newRun(results);
      const lines = Array.from({ length: 30 }, (_, at) => `line ${at}`);
      await writeFile(stderrOf(await claim()), `${lines.join("\n")}\n`);
      const { placesOf } = await logs({ run: trainId, results });
      assert.deepEqual((await placesOf(1)).lastWords, lines.slice(10));
    });
  });

  it("follows a run until it ends, also into its next attempt", async () => {
    await inFolder(async (results) => {
      const { trainId, claim, say } = await newRun(results);
      const first = await claim();
      await say(first, started);
      const { found } = await logs({ run: trainId, follow: true, results });
      const words: string[] = [];
      for await (const each of found) {
        words.push(wordOf(each));
        if (words.length === 2) await say(first, broken, retrying);
        if (words.length === 4) {
          await endAttempt(first, "failed", "worker-died");
          await say(await claim(), started, finished);
        }
      }
      assert.deepEqual(words, [
        ...["attempt 1", "started", "failed", "retrying"],
        ...["attempt 2", "started", "finished"],
      ]);
    });
  });

  it("stops following a run that was cancelled or failed for good", async () => {
    for (const last of [{ type: "cancelled" }, { ...broken, retry: false }] as const) {
      await inFolder(async (results) => {
        const { trainId, claim, say } = await newRun(results);
        // Its command is alive, and would be waited for.
        await say(await claim(), started, last);
        const { found } = await logs({ run: trainId, follow: true, results });
        assert.deepEqual(await wordsOf(found), ["attempt 1", "started", last.type]);
      });
    }
  });

  it("stops following when the run's command was killed and no command takes over", async () => {
    await inFolder(async (results) => {
      const { trainId, claim, say } = await newRun(results);
      const attempt = await claim();
      await say(attempt, started);
      // A process of this id that began at another time: the owner is gone.
      const path = join(attempt, FILES.owner);
      const owner = await readOwner(attempt);
      assert.ok(owner !== null);
      await writeFile(path, JSON.stringify({ ...owner, started: "long ago" }));
      const { found } = await logs({ run: trainId, follow: true, results });
      assert.deepEqual(await wordsOf(found), ["attempt 1", "started"]);
    });
  });

  it("refuses what is unknown or ambiguous with the nearest, and says of a new run that it is new", async () => {
    await inFolder(async (results) => {
      const ids = ["a", "b"].map((letter) => `3901e6${letter.repeat(58)}`);
      for (const id of ids) await mkdir(trainDir(results, id), { recursive: true });
      const several = await refusal({ run: "3901e6", results });
      assert.equal(several.exitCode, 2);
      assert.match(several.message, /^Ambiguous run id "3901e6"$/);
      assert.equal(several.details.got, "3901e6aaaaaa, 3901e6bbbbbb");
      const near = await refusal({ run: "3901e6aaaaba", results });
      assert.deepEqual([near.exitCode, near.details.fix], [2, "amtl-run logs 3901e6aaaaaa"]);
      assert.equal((await refusal({ run: "table4", results })).exitCode, 2);
      const fresh = await refusal({ run: "3901e6b", results });
      assert.deepEqual([fresh.exitCode, fresh.message], [3, "Run 3901e6bbbbbb has not begun"]);
    });
  });
});
