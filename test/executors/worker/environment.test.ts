import assert from "node:assert/strict";
import { workerEnvironment } from "../../../src/executors/worker/environment.js";

describe("worker-environment", () => {
  const linux = process.platform === "linux";

  it("asks glibc for huge pages on Linux, and changes nothing else", function () {
    if (!linux) this.skip();
    assert.deepEqual(workerEnvironment({ HOME: "/h" }), {
      HOME: "/h",
      GLIBC_TUNABLES: "glibc.malloc.hugetlb=1",
    });
  });

  it("keeps what the user set", function () {
    if (!linux) this.skip();
    const other = { GLIBC_TUNABLES: "glibc.malloc.check=3" };
    assert.equal(
      workerEnvironment(other).GLIBC_TUNABLES,
      "glibc.malloc.check=3:glibc.malloc.hugetlb=1",
    );
    const own = { GLIBC_TUNABLES: "glibc.malloc.hugetlb=0" };
    assert.deepEqual(workerEnvironment(own), own);
  });
});
