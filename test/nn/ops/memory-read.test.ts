import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs-core";
import { gelu } from "../../../src/nn/ops/gelu.js";
import { memoryRead, type MemoryRead } from "../../../src/nn/ops/memory-read.js";
import { packedAttention } from "../../../src/nn/ops/packed-attention.js";
import { onAllKernels } from "../../support/models/engines.js";
import { checkGradients, numbers } from "../../support/models/gradients.js";

/** The definition: the memory repeated item by item, and one softmax. */
function repeated({ memory, memoryScores, tokens, tokenScores }: MemoryRead): tf.Tensor {
  const items = tokens.shape[0];
  const values = tf.concat([tf.tile(memory.expandDims(0), [items, 1, 1]), tokens], 1);
  const scores = tf.concat([tf.tile(memoryScores.expandDims(0), [items, 1, 1]), tokenScores], 1);
  const weights = tf.softmax(scores.transpose([0, 2, 1]));
  return tf.matMul(weights, values);
}

const inputs = (tensors: readonly tf.Tensor[]): MemoryRead => ({
  ...{ memory: tensors[0], memoryScores: tensors[1] },
  ...{ tokens: tensors[2], tokenScores: tensors[3] },
});

const SHAPES = [
  { name: "memory", shape: [5, 4] },
  { name: "memory scores", shape: [5, 2] },
  { name: "tokens", shape: [3, 2, 4] },
  { name: "token scores", shape: [3, 2, 2] },
];

function assertNear(got: tf.Tensor, want: tf.Tensor, tolerance: number): void {
  assert.deepEqual(got.shape, want.shape);
  const expected = want.dataSync();
  got.dataSync().forEach((value, i) => {
    assert.ok(Math.abs(value - expected[i]) <= tolerance, `${i}: ${value}, not ${expected[i]}`);
  });
}

onAllKernels("attention over a shared memory", () => {
  it("has the gradients that differences give", () => {
    checkGradients((tensors) => memoryRead(inputs(tensors)), SHAPES);
  });

  it("is a softmax over memory and own tokens, also of large scores", () => {
    for (const scale of [1, 200]) {
      tf.tidy(() => {
        const tensors = SHAPES.map(({ name, shape }) => {
          const size = shape.reduce((product, n) => product * n, 1);
          return tf.tensor(numbers(size, name, name.endsWith("scores") ? scale : 1), shape);
        });
        assertNear(memoryRead(inputs(tensors)), repeated(inputs(tensors)), 1e-5);
      });
    }
  });
});

onAllKernels("attention of rows within windows", () => {
  const shape = { width: 3, heads: 2 };

  it("has the gradients that differences give", () => {
    checkGradients(
      ([x, weight, bias]) => packedAttention(x, weight, bias, shape),
      [
        { name: "x", shape: [6, 4] },
        { name: "weight", shape: [12, 4] },
        { name: "bias", shape: [12] },
      ],
    );
  });

  it("is softmax(Q·Kᵀ / √size)·V, window by window and head by head", () => {
    tf.tidy(() => {
      const x = tf.tensor2d(numbers(24, "x"), [6, 4]);
      const weight = tf.tensor2d(numbers(48, "weight"), [12, 4]);
      const bias = tf.tensor1d(numbers(12, "bias"));
      const projected = tf.matMul(x, weight, false, true).add(bias);
      const [query, key, value] = tf
        .split(projected, 3, 1)
        .map((part) => part.reshape([2, 3, 2, 2]).transpose([0, 2, 1, 3]));
      const weights = tf.softmax(tf.matMul(query, key, false, true).div(Math.SQRT2));
      const want = tf.matMul(weights, value).transpose([0, 2, 1, 3]).reshape([6, 4]);
      assertNear(packedAttention(x, weight, bias, shape), want, 1e-5);
    });
  });
});

onAllKernels("GELU of an input and its bias", () => {
  it("has the gradients that differences give", () => {
    checkGradients(
      ([x, bias]) => gelu(x, bias),
      [
        { name: "x", shape: [4, 5] },
        { name: "bias", shape: [5] },
      ],
    );
  });
});
