import assert from "node:assert/strict";
import fc from "fast-check";
import { BUGS } from "./bugs.js";
import { play, type Played } from "./play.js";
import { schedules } from "./schedule.js";
import type { Bug } from "./contract.js";

const SCHEDULES = process.env.AMTL_SLOW_TESTS === undefined ? 2000 : 100_000;

/** The same schedules each time, unless AMTL_TEST_SEED asks for others. */
const seed = Number(process.env.AMTL_TEST_SEED ?? 2026);

/** Schedules in which a bug has to be found. */
const ENOUGH = 1000;

const holds = (bug?: Bug) =>
  fc.asyncProperty(schedules, async (schedule) => {
    assert.deepEqual((await play(schedule, bug)).violations, []);
  });

/** Seconds of this process's processors. */
function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

describe("queue, over simulated hosts, clocks and a simulated file server", function () {
  this.timeout(7_200_000);

  before(async () => {
    // What is loaded only when it is needed would come at another moment the first time.
    await import("../../src/executors/worker/messages.js");
  });

  it("leaves one result of each run, loses and doubles none, and ends every command", async function () {
    const begun = cpuSeconds();
    await fc.assert(holds(), { numRuns: SCHEDULES, seed });
    const seconds = (cpuSeconds() - begun).toFixed(1);
    this.test!.title += ` (${SCHEDULES} schedules, seed ${seed}, ${seconds} s of CPU)`;
  });

  it("goes the same way each time", async () => {
    const ways = async (): Promise<readonly Played[]> => {
      const all: Played[] = [];
      for (const schedule of fc.sample(schedules, { numRuns: 30, seed })) {
        all.push(await play(schedule));
      }
      return all;
    };
    assert.deepEqual(await ways(), await ways());
  });

  for (const [name, bug] of Object.entries(BUGS)) {
    it(`finds a bug that was planted: ${name}`, async function () {
      const found = await fc.check(holds(bug), { numRuns: ENOUGH, seed });
      assert.ok(found.failed, "no schedule shows it");
      assert.match(fc.defaultReportMessage(found) ?? "", /seed: \d+, path: "[\d:]+"/);
      const [smallest] = found.counterexample!;
      const { violations } = await play(smallest, bug);
      assert.notEqual(violations.length, 0);
      assert.deepEqual((await play(smallest)).violations, [], "it is the bug that is found");
      this.test!.title += ` (schedule ${found.numRuns}, ${found.numShrinks} times shrunk)`;
    });
  }
});
