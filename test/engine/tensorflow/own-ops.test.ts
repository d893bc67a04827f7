import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import * as tf from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { startEngine } from "../../../src/engine/start.js";
import { OWN_KERNELS } from "../../../src/engine/tensorflow/own-kernels.js";
import { ownOp } from "../../../src/engine/tensorflow/own-ops.js";
import { RAW_KERNELS } from "../../../src/engine/tensorflow/raw-kernels.js";
import { useKernels } from "../../../src/nn/ops/table.js";
import { PORTABLE } from "../../../src/nn/portable/index.js";
import { onNative } from "../../support/models/engines.js";
import { OPERATIONS, type Sizes } from "./own-ops-cases.js";

const TABLES = {
  own: { ...PORTABLE, ...RAW_KERNELS, ...OWN_KERNELS },
  tensorflow: { ...PORTABLE, ...RAW_KERNELS },
};

/** The results of an operation with the project's kernels, or without. */
function results(kernels: keyof typeof TABLES, run: () => readonly tf.Tensor[]): Float32Array[] {
  useKernels(TABLES[kernels]);
  const tensors = tf.tidy(() => [...run()]);
  const values = tensors.map((tensor) => Float32Array.from(tensor.dataSync()));
  tf.dispose(tensors);
  return values;
}

function closeTo(got: Float32Array, want: Float32Array, what: string): void {
  assert.equal(got.length, want.length, what);
  const scale = want.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
  got.forEach((value, at) => {
    assert.ok(
      Math.abs(value - want[at]) <= 2e-5 * scale,
      `${what}, entry ${at}: expected ${want[at]}, got ${value}`,
    );
  });
}

const sizes: fc.Arbitrary<Sizes> = fc.record({
  windows: fc.integer({ min: 1, max: 3 }),
  width: fc.integer({ min: 1, max: 70 }),
  heads: fc.integer({ min: 1, max: 4 }),
  size: fc.integer({ min: 1, max: 20 }),
  rate: fc.constantFrom(0, 0.1, 0.5),
  seed: fc.integer({ min: 0, max: 1000 }),
});

describe("engine/tensorflow: the project's own operations", () => {
  onNative();

  after(async () => {
    await startEngine("native", { threads: 2 });
  });

  it("are there, unless the environment wants TensorFlow's", async () => {
    assert.equal((await startEngine("native")).ownOperations, true);
    process.env.AMTL_KERNELS = "tensorflow";
    try {
      assert.equal((await startEngine("native")).ownOperations, false);
    } finally {
      delete process.env.AMTL_KERNELS;
    }
  });

  for (const [name, run] of Object.entries(OPERATIONS)) {
    it(`${name}: what TensorFlow's operations give, for any sizes, masks included`, () => {
      fc.assert(
        fc.property(sizes, (of) => {
          const want = results("tensorflow", () => run(of));
          const got = results("own", () => run(of));
          assert.equal(got.length, want.length);
          got.forEach((values, at) => {
            closeTo(values, want[at], `${name}, result ${at}`);
          });
        }),
        { numRuns: 40 },
      );
    });
  }

  it("say so where numbers are none, and do not fail at the edges of float32", () => {
    const gelu = (x: number): number =>
      tf.tidy(
        () => ownOp("AmtlBiasGelu", [], [tf.tensor2d([[x]]), tf.tensor1d([0])], 1)[0].dataSync()[0],
      );
    assert.ok(Number.isNaN(gelu(NaN)));
    assert.equal(gelu(1e30), Math.fround(1e30));
    assert.equal(Math.abs(gelu(-1e30)), 0);
    const scores = tf.tensor4d([NaN, 0, 1, 3e38, -3e38, 3e38], [1, 1, 2, 3]);
    const rate = { name: "rate", kind: "float", value: 0 } as const;
    const inputs = [scores, tf.tensor1d([]), tf.scalar(0, "int32")];
    const [probabilities, none] = ownOp("AmtlDroppedSoftmax", [rate], inputs, 2);
    const values = [...probabilities.dataSync()];
    assert.ok(values.slice(0, 3).every(Number.isNaN));
    assert.deepEqual(values.slice(3), [0.5, 0, 0.5]);
    tf.dispose([...inputs, probabilities, none]);
  });

  it("refuse shapes that do not fit, instead of reading beyond them", () => {
    const [wide, narrow] = [tf.zeros([3, 4]), tf.zeros([3])];
    const one = { name: "count", kind: "int", value: 1 } as const;
    assert.throws(
      () => ownOp("AmtlBiasGelu", [], [wide, narrow], 1),
      /x \[rows, n\] and bias \[n\]/,
    );
    assert.throws(
      () => ownOp("AmtlAdam", [one], [wide, wide, wide, narrow, tf.zeros([1, 7])], 1),
      /p, m, v and gradient of one size/,
    );
    tf.dispose([wide, narrow]);
  });

  it("have the same bits with any number of threads", () => {
    // The tests run as they are written or as they are compiled, and so does the script.
    const script = fileURLToPath(
      new URL(`own-ops-hash${extname(import.meta.url)}`, import.meta.url),
    );
    const loader = extname(script) === ".ts" ? ["--import", "tsx"] : [];
    const hashes = ["1", "2", "5"].map((threads) =>
      execFileSync(process.execPath, [...loader, script, threads], { encoding: "utf8" }),
    );
    assert.match(hashes[0], /^[0-9a-f]{64}$/);
    assert.equal(new Set(hashes).size, 1);
  });

  it("leave no tensor behind", () => {
    const of: Sizes = { windows: 2, width: 9, heads: 2, size: 4, rate: 0.1, seed: 1 };
    const before = tf.memory().numTensors;
    for (const run of Object.values(OPERATIONS)) results("own", () => run(of));
    assert.equal(tf.memory().numTensors, before);
  });
});
