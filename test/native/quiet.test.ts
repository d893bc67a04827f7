import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { enginePlaces, quietFile } from "../../src/engine/install/places.js";

/** What a script writes to standard error; `quiet` is the compiled module's. */
function stderrOf(script: string): string {
  const head = `const { writeSync } = require("node:fs"); const { quietly } = require(process.argv[1]);`;
  const file = quietFile(enginePlaces());
  const { stderr, status } = spawnSync(process.execPath, ["-e", `${head}${script}`, file], {
    encoding: "utf8",
  });
  assert.equal(status, 0, stderr);
  return stderr;
}

describe("native/quiet", function () {
  before(function () {
    if (existsSync(quietFile(enginePlaces()))) return;
    this.test!.parent!.title += " (skipped: the native engine is not installed)";
    this.skip();
  });

  it("loses what is written to standard error during the call, and nothing else", () => {
    const script = `
      writeSync(2, "before ");
      quietly(() => writeSync(2, "during "));
      writeSync(2, "after");`;
    assert.equal(stderrOf(script), "before after");
  });

  it("passes an exception on, and puts standard error back", () => {
    const script = `
      try { quietly(() => { throw new Error("torn"); }); } catch (error) { writeSync(2, error.message); }`;
    assert.equal(stderrOf(script), "torn");
  });

  it("lets the native engine start without a line", () => {
    const url = new URL("../../src/engine/start.js", import.meta.url).href;
    const script = `
      import(${JSON.stringify(url)}).then(async ({ startEngine }) => {
        const { tf } = await startEngine("native", { threads: 1 });
        tf.add(tf.scalar(1), tf.scalar(2)).dataSync();
      });`;
    assert.equal(stderrOf(script), "");
  });
});
