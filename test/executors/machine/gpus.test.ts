import assert from "node:assert/strict";
import { parseGpus } from "../../../src/executors/machine/gpus.js";

describe("GPUs", () => {
  it("are read from nvidia-smi, whatever else it prints", () => {
    const text = "Warning: persistence, mode\n0, GPU-1a, 81559, 80000\n1, GPU-2b, [N/A], [N/A]\n\n";
    assert.deepEqual(parseGpus(text), [
      { index: "0", uuid: "GPU-1a", totalBytes: 81559 * 2 ** 20, freeBytes: 80000 * 2 ** 20 },
      { index: "1", uuid: "GPU-2b", totalBytes: null, freeBytes: null },
    ]);
    assert.deepEqual(parseGpus("No devices were found\n"), []);
  });
});
