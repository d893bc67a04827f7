import assert from "node:assert/strict";
import { cp, mkdir, mkdtemp, readFile, rename, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { execa } from "execa";
import { planOf, runsOf } from "../../src/app/plan/plan.js";
import { reportOf } from "../../src/app/report/report.js";
import { run } from "../../src/app/run/run.js";
import { select, type Selection } from "../../src/app/select/select.js";
import { status } from "../../src/app/status/status.js";
import { verify } from "../../src/app/verify/verify.js";
import { explainCell } from "../../src/app/why/cell.js";
import { explainRun } from "../../src/app/why/run.js";
import { filesBelow, flipBit, someFlips, type Flip } from "../support/machines/flips.js";
import { writeSmallTable } from "../support/runs/finished-runs.js";

const IS_SLOW = process.env.AMTL_SLOW_TESTS !== undefined;
const FLIPS = IS_SLOW ? 20_000 : 100;
/** Flips after which `run` is done for real: one of so many. */
const MENDED = IS_SLOW ? 100 : 50;
/** Flips after which every byte is read: one of so many. */
const VERIFIED = 5;

/** What else becomes of a file: a copy that was cut short, a link that leads to itself. */
const DAMAGES: Readonly<Record<string, (path: string, bytes: Buffer) => Promise<unknown>>> = {
  "cut short": (path, bytes) => writeFile(path, bytes.subarray(0, bytes.length / 2)),
  empty: (path) => writeFile(path, ""),
  "a folder": (path) => mkdir(path),
  "a loop of links": (path) => symlink(path, path),
  "a pipe": (path) => execa("mkfifo", [path]),
};

/** One file of each kind that a run's folder keeps. */
const oneOfEach = (files: readonly string[]): readonly string[] => {
  const kept = /\/(train|eval)\/[0-9a-f]{64}\/(scores\/.*\/)?([\w-]+\.(json|bin|ndjson))$/;
  const kinds = new Map<string, string>();
  for (const path of files) {
    const found = kept.exec(path);
    if (found !== null) kinds.set(`${found[1]} ${found[3]}`, path);
  }
  return [...kinds.values()];
};

describe("single bits of finished runs and caches that change", function () {
  this.timeout(3_600_000);
  let folder: string;
  let [results, cache, calm] = ["", "", ""];
  const before_ = { ...process.env };

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "amtl-flips-"));
    [results, cache, calm] = ["runs", "cache", "calm"].map((name) => join(folder, name));
    process.env.AMTL_CACHE = cache;
    process.env.AMTL_WORKER = "";
  });
  after(async () => {
    for (const name of ["AMTL_CACHE", "AMTL_WORKER"]) {
      if (before_[name] === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = before_[name];
    }
    await rm(folder, { recursive: true, force: true });
  });

  it(`${FLIPS} of them: no number is wrong, all commands say the same, and running mends`, async function () {
    const file = await writeSmallTable(join(folder, "experiment"));
    const request = { experiments: [file], results };
    const made = await run({ ...request, jobs: 1 });
    assert.deepEqual([made.done, made.failures], [3, []]);
    for (const [from, to] of [
      [results, "runs"],
      [cache, "cache"],
    ]) {
      await cp(from, join(calm, to), { recursive: true, preserveTimestamps: true });
    }
    const files = await filesBelow(results, cache);
    const selection = await select(request);
    const expected = await read(selection);
    assert.deepEqual(expected.states, ["done", "done", "done"]);
    const kept = files.filter((path) => /(result\.json|\.ndjson|\.csv)$/.test(path));
    const whole = new Map<string, Buffer>();
    for (const path of kept) whole.set(path, await readFile(path));

    const seen = { damaged: 0, same: 0, mended: 0, trained: 0 };
    let at = 0;
    for await (const flip of someFlips(files, FLIPS)) {
      at++;
      const what = `flip ${at}: bit ${flip.bit} of ${relative(folder, flip.path)}`;
      const putBack = await flipBit(flip);
      const isNote = flip.path.startsWith(cache);
      const found = await read(isNote ? await select(request) : selection);
      judge(found, expected, what);
      if (found.states.some((state) => state.startsWith("damaged"))) seen.damaged++;
      else seen.same++;
      if (at % VERIFIED === 0) await judgeVerified(flip, found, what);
      if (at % MENDED === 0) {
        await mend(flip, what);
        seen.mended++;
      } else await putBack();
    }
    this.test!.title += ` (${seen.damaged} told as damage of a run, ${seen.same} without effect on any; 0 wrong, 0 stack traces; ${seen.mended} mended by running for real, ${seen.trained} of them by workers)`;

    for (const path of oneOfEach(files)) {
      for (const [name, damage] of Object.entries(DAMAGES)) {
        const what = `${name}: ${relative(folder, path)}`;
        await rename(path, `${path}.aside`);
        await damage(path, await readFile(`${path}.aside`));
        const found = await read(selection);
        judge(found, expected, what);
        assert.ok(found.states.includes(`damaged ${path}`), `${what}: ${found.states.join()}`);
        await rm(path, { recursive: true });
        await rename(`${path}.aside`, path);
      }
    }

    /** Runs again for real, sees that all is as it was, and restores the folder. */
    async function mend(flip: Flip, what: string): Promise<void> {
      // Data of a program is looked at only when it runs.
      const isData = flip.path.includes("worker-data");
      if (isData) {
        const foreign = runsOf(selection).find(({ spec }) => spec.worker !== undefined)!;
        await rm(join(results, "train", foreign.trainId), { recursive: true });
        await rm(join(results, "eval", foreign.evals[0].evalId), { recursive: true });
      }
      const outcome = await run(
        { ...request, jobs: 1 },
        {
          onEvent: ({ type }) => {
            if (type === "started") seen.trained++;
          },
        },
      );
      assert.deepEqual([outcome.done, outcome.failures], [3, []], what);
      judge(await read(await select(request)), expected, what);
      const { damaged } = await verify({ results });
      // A note that no command needed now is found out again by the next one that does.
      const left = damaged.filter(({ path }) => !path.startsWith(join(cache, "kept")));
      assert.deepEqual(left, [], what);
      for (const [path, bytes] of whole) {
        if (!path.includes("attempts"))
          assert.deepEqual(await readFile(path), bytes, `${what}: ${path}`);
      }
      for (const [from, to] of [
        ["runs", results],
        ["cache", cache],
      ]) {
        await rm(to, { recursive: true });
        await cp(join(calm, from), to, { recursive: true, preserveTimestamps: true });
      }
    }
  });

  /** What plan, report, status and why read. */
  async function read(selection: Selection) {
    const request = { experiments: [], results };
    const { runs } = await planOf(selection, request);
    const { tables, damaged } = await reportOf(selection, request, false);
    const [view] = (await status({ results })).plans;
    const [{ whole }] = selection.items;
    const planned = runsOf(selection);
    const explained = await Promise.all(
      planned.map(({ trainId, label, spec, dependencies }, index) =>
        explainRun(results, { trainId, label, identity: { spec, dependencies } }, planned[index]),
      ),
    );
    const cell = await explainCell(
      results,
      { profile: "smoke", variant: null, runs: planned, cells: whole.cells, seeds: new Map() },
      whole.cells[0],
    );
    const words = (state: { readonly state: string; readonly path?: string }): string =>
      "path" in state ? `${state.state} ${state.path}` : state.state;
    return {
      states: runs.map(({ state }) => words(state)),
      reported: new Set(damaged.map(({ trainId }) => trainId)),
      viewed: view.state === "present" ? view.runs : null,
      explained: explained.map(({ state }) => words(state)),
      ids: planned.map(({ trainId }) => trainId),
      cells: tables[0].cells,
      metrics: cell.seeds.map(({ metrics }) => metrics),
    };
  }
  type Found = Awaited<ReturnType<typeof read>>;

  /** Sees that every number is right or missing, and that all say the same of every run. */
  function judge(found: Found, expected: Found, what: string): void {
    assert.deepEqual(found.ids, expected.ids, what);
    assert.deepEqual(found.explained, found.states, what);
    found.states.forEach((state, index) => {
      const id = found.ids[index];
      assert.equal(found.reported.has(id), state.startsWith("damaged"), what);
      const viewed = found.viewed?.find(({ run }) => run.trainId === id);
      if (viewed === undefined) return;
      assert.equal(viewed.state.state, state.split(" ")[0], what);
      const before = expected.viewed!.find(({ run }) => run.trainId === id)!;
      assert.deepEqual(viewed.run, before.run, what);
    });
    found.cells.forEach((cell, index) => {
      if (cell.runs !== "") assert.deepEqual(cell, expected.cells[index], what);
    });
    found.metrics.forEach((metrics, index) => {
      if (metrics !== null) assert.deepEqual(metrics, expected.metrics[index], what);
    });
  }

  /** What verify tells is what the others tell of runs, and no other file. */
  async function judgeVerified({ path }: Flip, { states }: Found, what: string): Promise<void> {
    const { damaged } = await verify({ results });
    const told = damaged.map((each) => each.path);
    assert.deepEqual(
      told.filter((each) => each !== path),
      [],
      what,
    );
    assert.equal(
      states.some((state) => state.endsWith(path)),
      told.length > 0 && /\/(train|eval)\//.test(path),
      what,
    );
  }
});
