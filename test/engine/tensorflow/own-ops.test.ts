import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import * as tf from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { startEngine } from "../../../src/engine/start.js";
import { OWN_KERNELS } from "../../../src/engine/tensorflow/own-kernels.js";
import { attention } from "../../../src/engine/tensorflow/own-attention.js";
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
    const values = tf.tidy(() => {
      // Query, key and value of three rows; one query is no number.
      const x = tf.tensor2d([NaN, 0, 1, 0, 0, 10, 0, 0, 3], [3, 3]);
      const { joined, asked } = attention(x, tf.zeros([3]), {
        shape: { starts: Int32Array.of(0, 3), heads: 1 },
        factors: { query: 1, value: 1 },
        bias: tf.tensor1d([3e38, -3e38, 3e38]),
        ...{ mask: null, rows: Int32Array.of(0, 1) },
      });
      return [...joined.dataSync(), ...asked!.dataSync()];
    });
    assert.deepEqual(values, [NaN, 2, 2, NaN, NaN, NaN, 0.5, 0, 0.5]);
  });

  it("refuse shapes that do not fit, instead of reading beyond them", () => {
    const [wide, narrow] = [tf.zeros([3, 4]), tf.zeros([3])];
    const one = { name: "count", kind: "int", value: 1 } as const;
    assert.throws(
      () => ownOp("AmtlBiasGelu", [], [wide, narrow], 1),
      /x \[rows, n\] and bias \[n\]/,
    );
    const attend = (starts: number[], rows: number[]) => () => {
      tf.tidy(() => {
        attention(tf.zeros([3, 6]), tf.zeros([6]), {
          shape: { starts: Int32Array.from(starts), heads: 2 },
          factors: { query: 1, value: 1 },
          ...{ bias: null, mask: null, rows: Int32Array.from(rows) },
        });
      });
    };
    for (const starts of [[0, 4], [0, 2], [1, 3], [0, 2, 1, 3], [0]]) {
      assert.throws(attend(starts, [0]), /starts \[windows \+ 1\]/, starts.join());
    }
    for (const row of [3, -1]) {
      assert.throws(attend([0, 1, 3], [row]), /asked rows below the rows of x/);
    }
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
