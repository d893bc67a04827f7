import assert from "node:assert/strict";
import { distributionFor } from "../../../src/engine/install/distributions.js";
import { requireGlibc } from "../../../src/engine/install/tools.js";
import { lacks } from "./lacks.js";

describe("engine/install: machines without a native engine", () => {
  it("say what is supported, and that wasm runs", () => {
    for (const [id, platform, arch] of [
      ["cpu", "darwin", "arm64"],
      ["cpu", "win32", "x64"],
      ["cuda", "linux", "arm64"],
    ] as const) {
      assert.throws(() => distributionFor(id, platform, arch), lacks(/No native engine.*wasm/));
    }
    assert.equal(distributionFor("cpu", "linux", "arm64").wheels.length, 1);
  });

  it("include those whose C library is not glibc, or an old one", () => {
    assert.throws(
      () => {
        requireGlibc({ header: {} });
      },
      lacks(/C library/),
    );
    assert.throws(
      () => {
        requireGlibc({ header: { glibcVersionRuntime: "2.17" } });
      },
      lacks(/C library/),
    );
    requireGlibc({ header: { glibcVersionRuntime: "2.27" } });
  });
});
