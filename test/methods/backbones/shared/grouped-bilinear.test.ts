import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs-core";
import { groupedBilinear } from "../../../../src/methods/backbones/shared/grouped-bilinear.js";
import { onAllKernels } from "../../../support/models/engines.js";
import { checkGradients, numbers } from "../../../support/models/gradients.js";

const matrix = (rows: number, columns: number, name: string): tf.Tensor2D =>
  tf.tensor2d(numbers(rows * columns, name), [rows, columns]);

/** The definition: index (g·k + a)·k + b of the input holds head[g·k + a] · tail[g·k + b]. */
function naive(
  head: tf.Tensor2D,
  tail: tf.Tensor2D,
  weight: tf.Tensor2D,
  bias: tf.Tensor1D,
  k: number,
): tf.Tensor {
  const [rows, m] = head.shape;
  const products = head
    .reshape([rows, m / k, k, 1])
    .mul(tail.reshape([rows, m / k, 1, k]))
    .reshape<tf.Tensor2D>([rows, m * k]);
  return tf.matMul(products, weight, false, true).add(bias);
}

onAllKernels("grouped bilinear layer", () => {
  it("has the gradients that differences give", () => {
    checkGradients(
      ([head, tail, weight, bias]) =>
        groupedBilinear(
          head as tf.Tensor2D,
          tail as tf.Tensor2D,
          weight as tf.Tensor2D,
          bias as tf.Tensor1D,
          2,
        ),
      [
        { name: "head", shape: [3, 6] },
        { name: "tail", shape: [3, 6] },
        { name: "weight", shape: [4, 12] },
        { name: "bias", shape: [4] },
      ],
    );
  });
});

onAllKernels("grouped bilinear layer of many pairs", () => {
  it("gives what it gives in one piece, values and gradients", () => {
    // More pairs than a chunk holds, and groups that do not fit into one either.
    const [pairs, m, k, columns] = [2100, 128, 64, 3];
    const inputs = [
      matrix(pairs, m, "head"),
      matrix(pairs, m, "tail"),
      matrix(columns, m * k, "weight"),
      tf.tensor1d(numbers(columns, "bias")),
    ];
    const factors = matrix(pairs, columns, "factors");
    const run = (layer: typeof naive) =>
      tf.valueAndGrads((h: tf.Tensor, t: tf.Tensor, w: tf.Tensor, b: tf.Tensor) =>
        layer(h as tf.Tensor2D, t as tf.Tensor2D, w as tf.Tensor2D, b as tf.Tensor1D, k)
          .mul(factors)
          .sum(),
      )(inputs);
    const got = run(groupedBilinear);
    const want = run(naive);
    got.grads.forEach((gradient, i) => {
      const expected = want.grads[i].dataSync<"float32">();
      let scale = 0;
      for (const value of expected) scale = Math.max(scale, Math.abs(value));
      gradient.dataSync().forEach((value, at) => {
        assert.ok(Math.abs(value - expected[at]) <= 1e-4 * scale, `gradient ${i}, entry ${at}`);
      });
    });
    tf.dispose([inputs, factors, got.value, got.grads, want.value, want.grads]);
  });

  it("takes no memory that grows with pairs × m·k", async () => {
    const [m, k, columns] = [128, 64, 3];
    const peak = async (pairs: number): Promise<number> => {
      const inputs = tf.tidy(() => [
        matrix(pairs, m, "head"),
        matrix(pairs, m, "tail"),
        matrix(columns, m * k, "weight"),
        tf.tensor1d(numbers(columns, "bias")),
      ]);
      const { peakBytes } = await tf.profile(() => {
        const gradients = tf.grads((h: tf.Tensor, t: tf.Tensor, w: tf.Tensor, b: tf.Tensor) =>
          groupedBilinear(
            h as tf.Tensor2D,
            t as tf.Tensor2D,
            w as tf.Tensor2D,
            b as tf.Tensor1D,
            k,
          ).sum(),
        )(inputs);
        tf.dispose(gradients);
        return inputs[0];
      });
      tf.dispose(inputs);
      return peakBytes;
    };
    const grown = (await peak(8192)) - (await peak(4096));
    // Inputs, gradients and logits grow; the outer products alone would add 128 MiB.
    assert.ok(grown < 4096 * m * k * 4 * 0.25, `${grown} bytes for 4096 pairs more`);
  });
});
