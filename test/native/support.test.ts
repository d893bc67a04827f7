import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectRoot } from "../../src/base/root.js";
import { dropPositions } from "../../src/nn/ops/drop-positions.js";

describe("native/support, without TensorFlow and Node", () => {
  let lines: string[];

  before(function () {
    if (spawnSync("g++", ["--version"]).status !== 0) this.skip();
    const program = join(mkdtempSync(join(tmpdir(), "native-")), "support");
    const sources = ["native/test/support.cc", "native/support/product.cc"];
    const flags = ["-std=c++17", "-O1", "-fopenmp-simd", "-pthread", "-I", "native"];
    execFileSync("g++", [...flags, ...sources, "-o", program], { cwd: projectRoot() });
    const { stdout } = spawnSync(program, { encoding: "utf8" });
    lines = stdout.trim().split("\n");
  });

  it("computes what the C library and plain loops do", () => {
    assert.deepEqual(
      lines.filter((line) => line.startsWith("failed")),
      [],
    );
  });

  it("drops the places that the TypeScript does", () => {
    assert.equal(lines.length, 9);
    for (const line of lines) {
      const [rate, key, ...places] = line.split(" ").map(Number);
      const kept = new Uint8Array(3000).fill(1);
      dropPositions(kept, rate, key);
      const dropped = [...kept.keys()].filter((place) => kept[place] === 0);
      assert.deepEqual(places, dropped, `rate ${rate}, key ${key}`);
    }
  });
});
