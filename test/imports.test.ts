import assert from "node:assert/strict";
import { projectRoot } from "../src/base/root.js";
import {
  importCircles,
  importsOf,
  loadedWith,
  sourceFiles,
  type SourceFile,
} from "./support/sources/imports.js";

/** Rooms that a room may import (docs/architecture.md), from the lowest to the highest. `base` is everyone's. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  base: [],
  contract: [],
  nn: ["contract"],
  engine: ["contract", "nn"],
  scoring: ["contract"],
  store: ["contract", "scoring"],
  methods: ["contract", "nn"],
  experiment: ["contract", "methods"],
  corpus: ["contract", "methods", "experiment", "scoring"],
  provenance: ["contract", "engine", "store", "experiment"],
  state: ["contract", "store", "provenance", "experiment", "methods"],
  extensions: ["contract", "methods", "experiment", "corpus", "scoring"],
  programs: ["contract", "methods", "experiment", "corpus", "scoring", "store"],
  executors: ["contract", "experiment", "store", "provenance", "state"],
  exported: ["contract", "nn", "methods", "experiment", "corpus", "scoring", "store"],
  train: [
    "contract",
    "engine",
    "nn",
    "methods",
    "experiment",
    "corpus",
    "scoring",
    "store",
    "provenance",
    "extensions",
    "programs",
    "exported",
  ],
  report: ["contract", "methods", "experiment", "scoring", "store", "provenance"],
  trained: [
    "contract",
    "engine",
    "methods",
    "experiment",
    "corpus",
    "scoring",
    "store",
    "provenance",
    "extensions",
    "exported",
    "train",
  ],
  check: ["contract", "engine", "nn", "methods", "experiment", "corpus", "scoring", "train"],
  app: [
    "contract",
    "engine",
    "methods",
    "experiment",
    "corpus",
    "scoring",
    "store",
    "provenance",
    "state",
    "extensions",
    "programs",
    "executors",
    "report",
    "check",
    "exported",
    "trained",
  ],
  "index.ts": ["app", "experiment", "contract"],
  cli: [
    "contract",
    "engine",
    "methods",
    "experiment",
    "corpus",
    "scoring",
    "store",
    "provenance",
    "state",
    "extensions",
    "programs",
    "executors",
    "report",
    "check",
    "app",
  ],
};

/** Where TensorFlow may be loaded. */
const TENSORFLOW = /^src\/(engine|train|check|nn|methods\/(backbones|plugins))\//;

const files = sourceFiles(projectRoot(), ["src", "experiments"]);
const sources = files.filter(({ path }) => path.startsWith("src/"));
const roomOf = (path: string): string => path.split("/")[1];

describe("imports", () => {
  it("are found in every form", () => {
    const found = importsOf(`
      import a from "a";
      import type { B } from "b";
      import { type C } from "c";
      export * from "d";
      export type { E } from "e";
      const f = await import("f");
      import "g";
      // import h from "h";
    `);
    assert.deepEqual(
      found.map(({ target, kind }) => [target, kind]),
      [
        ["a", "value"],
        ["b", "type"],
        ["c", "value"],
        ["d", "value"],
        ["e", "type"],
        ["f", "dynamic"],
        ["g", "value"],
      ],
    );
  });

  it("stay within what each room may import", () => {
    assert.ok(sources.length > 100);
    const crossings: string[] = [];
    for (const { path, imports } of sources) {
      const room = roomOf(path);
      for (const { target, kind } of imports) {
        if (!target.startsWith("src/")) continue;
        const other = roomOf(target);
        const allowed = [room, "base", ...MAY_IMPORT[room]];
        if (!allowed.includes(other)) crossings.push(`${path} imports ${target} (${kind})`);
      }
    }
    assert.deepEqual(crossings, []);
  });

  it("go in no circle between rooms", () => {
    const rooms = Object.keys(MAY_IMPORT);
    // Who may import only what stands further up in the list cannot be part of one.
    const later = rooms.flatMap((room, at) =>
      MAY_IMPORT[room]
        .filter((other) => rooms.indexOf(other) >= at)
        .map((other) => `${room} may import ${other}`),
    );
    assert.deepEqual(later, []);
  });

  it("go in no circle between files, those of types included", () => {
    assert.deepEqual(importCircles(files), []);
    const file = (path: string, target: string, kind: "value" | "type"): SourceFile => ({
      path,
      text: "",
      imports: [{ target, kind }],
    });
    assert.deepEqual(
      importCircles([file("a", "b", "value"), file("b", "c", "type"), file("c", "b", "value")]),
      [["b", "c"]],
    );
  });

  it("let commands see use cases and the contract, and nothing that these rest on", () => {
    const rooms = ["base", "contract", "app", "cli"];
    const commands = sources.filter(({ path }) => path.startsWith("src/cli/commands/"));
    assert.ok(commands.length > 10);
    assert.deepEqual(
      commands.flatMap(({ path, imports }) =>
        imports
          .filter(({ target }) => target.startsWith("src/") && !rooms.includes(roomOf(target)))
          .map(({ target }) => `${path} imports ${target}`),
      ),
      [],
    );
  });

  it("name their target, so that they can be checked", () => {
    const computed = sources.flatMap(({ path, imports }) =>
      imports
        .filter(({ target, kind }) => kind === "dynamic" && !/^[@\w./:-]+$/.test(target))
        .map(({ target }) => `${path}: import(${target})`),
    );
    assert.deepEqual(computed, []);
  });

  it("load TensorFlow only where it computes", () => {
    const loading = sources.filter(({ imports }) =>
      imports.some(({ target, kind }) => kind !== "type" && target.startsWith("@tensorflow/")),
    );
    assert.ok(loading.length > 0);
    assert.deepEqual(
      loading.map(({ path }) => path).filter((path) => !TENSORFLOW.test(path)),
      [],
    );
  });

  it("load Vega only when a picture is drawn", () => {
    const uses = sources.flatMap(({ path, imports }) =>
      imports
        .filter(({ target, kind }) => kind !== "type" && target.startsWith("vega"))
        .map(({ target, kind }) => `${path}: ${kind} ${target}`),
    );
    assert.deepEqual(uses, [
      "src/report/figure/draw.ts: dynamic vega-lite",
      "src/report/figure/draw.ts: dynamic vega",
    ]);
  });

  it("keep losses and backbone specs free of TensorFlow, so that the catalog is", () => {
    for (const start of ["src/methods/index.ts", "src/methods/versions.ts"]) {
      const loaded = [...loadedWith(start, files)];
      assert.ok(loaded.includes("src/methods/losses/amtl.ts"));
      assert.deepEqual(
        loaded.filter((target) => target.startsWith("@tensorflow/")),
        [],
      );
    }
  });

  it("start no command but selfcheck with TensorFlow", () => {
    const commands = sources.filter(({ path }) =>
      /^src\/cli\/(commands\/)?[\w-]+(\/command)?\.ts$/.test(path),
    );
    const started = commands
      .map(({ path }) => path)
      .filter((path) => [...loadedWith(path, files)].some((t) => t.startsWith("@tensorflow/")));
    assert.ok(commands.length > 10);
    assert.deepEqual(
      started.filter((path) => !/^src\/cli\/(commands\/)?selfcheck\.ts$/.test(path)),
      [],
    );
  });

  it("leave standard output to one module of cli and the programs that others start", () => {
    const uses = /process\.stdout\.write|console\./;
    const may = /^src\/(cli\/output\.ts$|train\/worker\.ts$|executors\/slurm\/task\.ts$)/;
    assert.deepEqual(
      sources
        .filter(({ path, text }) => uses.test(text) && !may.test(path))
        .map(({ path }) => path),
      [],
    );
  });

  it("leave standard error to cli and the programs that others start", () => {
    const may = /^src\/(cli\/|train\/worker\.ts$)|^src\/executors\/slurm\/task\.ts$/;
    assert.deepEqual(
      sources
        .filter(({ path, text }) => text.includes("process.stderr.write") && !may.test(path))
        .map(({ path }) => path),
      [],
    );
  });

  it("let experiments see the words of the DSL and nothing else", () => {
    const seen = files
      .filter(({ path }) => path.startsWith("experiments/"))
      .flatMap(({ imports }) => imports.map(({ target }) => target))
      .filter((target) => !target.startsWith("experiments/"));
    assert.deepEqual([...new Set(seen)], ["src/experiment/dsl/index.ts"]);
  });
});
