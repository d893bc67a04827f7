import assert from "node:assert/strict";
import { join, relative } from "node:path";
import * as tf from "@tensorflow/tfjs-core";
import { z } from "zod";
import { badInput, lacking } from "../../src/base/errors.js";
import { findNamed, goldenFolder, listJson } from "../../src/check/find.js";
import { checkPaths, exitCodeOf } from "../../src/check/index.js";
import type { FindChecker } from "../../src/check/index.js";
import { KINDS } from "../../src/check/kinds.js";
import { NOT_COVERED } from "../../src/check/checker.js";
import type { CheckOutcome, Checker, FileReport, Verdict } from "../../src/check/checker.js";
import { withFiles } from "./temporary.js";

const engine = { engine: "native", tf } as const;

/** Each name of a golden file stands for one way a checker can end. */
const checker: Checker = (golden) => {
  const of = (cases: number, skipped: number, maxDeviation: number): Promise<CheckOutcome> =>
    Promise.resolve({ cases, skipped, maxDeviation });
  switch (golden.name) {
    case "exact":
      return of(3, 0, 0);
    case "at the limit":
      return of(3, 0, 1);
    case "beyond":
      return of(3, 0, 1.001);
    case "infinite":
      return of(3, 0, Infinity);
    case "not a number":
      return of(3, 0, NaN);
    case "partly skipped":
      return of(3, 1, 0.5);
    case "partly skipped, beyond":
      return of(3, 1, 2);
    case "skipped":
      return of(3, 3, 0);
    case "without cases":
      return of(0, 0, 0);
    case "not implemented":
      return Promise.resolve(NOT_COVERED);
    case "wrong field":
      z.object({ cases: z.array(z.number()) }).parse(golden);
      return of(1, 0, 0);
    case "bad input":
      return Promise.reject(badInput("A weight has the wrong shape", { where: "w", got: "[2]" }));
    case "no encoder":
      return Promise.reject(lacking("The encoder is not here"));
    default:
      return Promise.reject(new Error("Kernel 'Erf' not registered"));
  }
};

const findChecker: FindChecker = (kind) => Promise.resolve(kind === "thing" ? checker : undefined);

async function check(content: unknown): Promise<FileReport[]> {
  const reports: FileReport[] = [];
  await withFiles({ "file.json": content }, async (folder) => {
    for await (const report of checkPaths([folder], engine, findChecker)) reports.push(report);
  });
  return reports;
}

const named = (name: string, more: object = {}) =>
  check({ golden: 1, kind: "thing", name, ...more });

describe("check/index: verdicts", () => {
  const verdicts: readonly (readonly [string, Verdict, number | null])[] = [
    ["exact", "ok", 0],
    ["at the limit", "ok", 1],
    ["beyond", "deviates", 1.001],
    ["infinite", "deviates", null],
    ["not a number", "deviates", null],
    ["partly skipped", "skipped", 0.5],
    ["partly skipped, beyond", "deviates", 2],
    ["skipped", "skipped", null],
    ["without cases", "unreadable", null],
    ["not implemented", "not covered", null],
    ["wrong field", "unreadable", null],
    ["bad input", "unreadable", null],
    ["no encoder", "skipped", null],
    ["an engine that lacks a kernel", "deviates", null],
  ];
  for (const [name, verdict, maxDeviation] of verdicts) {
    it(`${name}: ${verdict}`, async () => {
      const [report] = await named(name);
      assert.equal(report.verdict, verdict);
      assert.equal(report.maxDeviation, maxDeviation);
      assert.equal(report.name, name);
      assert.equal(report.kind, "thing");
    });
  }

  it("says which field is wrong, and what the engine lacks", async () => {
    const [wrong] = await named("wrong field", { cases: [1, "two"] });
    assert.match(wrong.why!, /field cases\.1: .*number/);
    const [kernel] = await named("other");
    assert.match(kernel.why!, /Erf/);
  });

  it("does not cover a kind that it does not know", async () => {
    const [report] = await check({ golden: 1, kind: "no such kind", name: "x" });
    assert.equal(report.verdict, "not covered");
  });

  it("cannot read torn JSON, another version, or a head without kind or name", async () => {
    const torn = await check('{"golden": 1, "kind": "thi');
    assert.equal(torn[0].verdict, "unreadable");
    assert.match(torn[0].why!, /line 1, column 23/);
    for (const head of [
      { golden: 2, kind: "thing", name: "exact" },
      { golden: 1, name: "exact" },
      { golden: 1, kind: "thing" },
    ]) {
      const [report] = await check(head);
      assert.equal(report.verdict, "unreadable");
    }
  });

  it("passes over JSON that is no golden file", async () => {
    for (const content of [{ kind: "thing" }, [1], "null", '"golden"']) {
      assert.deepEqual(await check(content), []);
    }
  });

  it("ends with 0, 1 or 3", () => {
    const code = (...verdicts: Verdict[]) => exitCodeOf(verdicts.map((verdict) => ({ verdict })));
    assert.equal(code("ok", "ok"), 0);
    assert.equal(code("ok", "not covered"), 3);
    assert.equal(code("ok", "skipped"), 3);
    assert.equal(code("skipped", "deviates"), 1);
    assert.equal(code("unreadable", "not covered"), 1);
    assert.equal(code(), 3);
  });
});

describe("check/find: paths and named files", () => {
  it("searches folders through, in a stable order, each file once", async () => {
    await withFiles({ "b.json": {}, "a/c.json": {}, "a/x.txt": "" }, async (folder) => {
      const found = await listJson([folder, join(folder, "b.json")]);
      assert.deepEqual(
        found.map((path) => relative(folder, path)),
        ["a/c.json", "b.json"],
      );
    });
  });

  it("refuses a path that does not exist", async () => {
    await assert.rejects(listJson(["no/such/folder"]), { exitCode: 2 });
  });

  it("looks beside the file, upwards, then in the program's golden folder", async () => {
    const tokenizer = "tokenizer/bert-cased/tokenizer.json";
    await withFiles({ "a/b/g.json": {}, "a/b/w": "", "a/v": "", [tokenizer]: {} }, (folder) => {
      const golden = join(folder, "a/b/g.json");
      assert.equal(findNamed(golden, "w"), join(folder, "a/b/w"));
      assert.equal(findNamed(golden, "v"), join(folder, "a/v"));
      assert.equal(findNamed(golden, tokenizer), join(folder, tokenizer));
      assert.equal(findNamed(golden, "bert.safetensors"), null);
      assert.equal(
        findNamed(golden, "encoder/bert.safetensors"),
        join(goldenFolder(), "encoder/bert.safetensors"),
      );
      return Promise.resolve();
    });
  });
});

describe("check/kinds: the table of checkers", () => {
  it("has a checker behind each kind", async () => {
    for (const load of KINDS.values()) assert.equal(typeof (await load()).check, "function");
  });

  it("has a checker for every kind in the program's golden folder", async () => {
    const kinds = new Set<string>();
    const note: FindChecker = (kind) => {
      kinds.add(kind);
      return Promise.resolve(undefined);
    };
    for await (const report of checkPaths([goldenFolder()], engine, note)) {
      assert.equal(report.verdict, "not covered");
    }
    assert.ok(kinds.size >= 11, [...kinds].join());
    assert.deepEqual(
      [...kinds].filter((kind) => !KINDS.has(kind)),
      [],
    );
  });
});
