import assert from "node:assert/strict";
import { ExitCode } from "../../../src/base/errors.js";
import { engineText, installProgress } from "../../../src/app/text/engine.js";
import type { EngineReport } from "../../../src/app/engines.js";
import { inspectNative } from "../../../src/engine/install/inspect.js";
import { enginePlaces } from "../../../src/engine/install/places.js";
import { runCommand } from "../../support/commands/command.js";

describe("amtl-run engine", () => {
  it("install does nothing, and says nothing, where all is there", async function () {
    // Never a download in a test: setup brings the engine.
    if ((await inspectNative(enginePlaces())).kind !== "ready") this.skip();
    assert.deepEqual(await runCommand("engine", "install"), {
      code: ExitCode.done,
      stdout: "",
      stderr: "",
    });
  });

  it("refuses unknown actions and engines", async () => {
    const action = await runCommand("engine", "instal");
    assert.equal(action.code, ExitCode.badInput);
    assert.match(action.stderr, /"instal"[^]*show, install[^]*amtl-run engine install/);
    const engine = await runCommand("engine", "--engine", "wams");
    assert.equal(engine.code, ExitCode.badInput);
    assert.match(engine.stderr, /"wams"[^]*--engine wasm/);
  });
});

describe("the text of amtl-run engine", () => {
  const report: EngineReport = {
    engine: "wasm",
    why: "native is not installed",
    library: null,
    threads: 1,
    cpu: "a processor",
    platform: "linux x64",
  };

  it("names the command that brings, or mends, the library", () => {
    assert.match(engineText(report), /library +no native library; amtl-run engine install/);
    const library = {
      build: "cpu",
      version: "2.21.0",
      path: "lib",
      sha256: "damaged",
      damage: "lib was altered",
    } as const;
    const text = engineText({ ...report, library });
    assert.match(text, /DAMAGED: lib was altered/);
    assert.match(text, /engine install --verify/);
  });

  function shown(terminal: boolean): string {
    let text = "";
    const report = installProgress((part) => (text += part), terminal);
    report({
      type: "plan",
      what: "a wheel",
      downloadBytes: 274e6,
      unpackedBytes: 1.2e9,
      folder: "f",
    });
    for (let bytes = 0; bytes <= 1000; bytes += 5) {
      report({ type: "progress", step: "downloading", bytes, total: 1000 });
    }
    report({ type: "compiling", compiler: "g++" });
    return text;
  }

  it("says sizes before fetching, then a line for each tenth in a pipe", () => {
    const lines = shown(false).trimEnd().split("\n");
    assert.match(lines[0], /274 MB to download, 1\.2 GB in f/);
    assert.equal(lines.length, 1 + 11 + 1);
    assert.equal(lines[6], "  downloading 50 %");
  });

  it("redraws one line on a terminal", () => {
    const text = shown(true);
    assert.equal(text.split("\n").length, 4);
    assert.ok(text.includes("\r  downloading 50 % (0.5 kB of 1.0 kB)"));
  });
});
