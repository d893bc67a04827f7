import * as tf from "@tensorflow/tfjs-core";
import { attentionBackward, attentionForward } from "../../../src/model/nn/attention.js";
import { differentiable } from "../../../src/model/nn/differentiable.js";
import { dropAddNorm, dropAddNormGradients } from "../../../src/model/nn/drop-add-norm.js";
import { createDropout, dropOut, nextMask, type Mask } from "../../../src/model/nn/dropout.js";
import { addRows, gatherRows, takeRows } from "../../../src/model/nn/gather.js";
import { biasGelu, biasGeluGradients } from "../../../src/model/nn/gelu.js";
import { layerNorm } from "../../../src/model/nn/layer-norm.js";
import { linear } from "../../../src/model/nn/linear.js";
import { onAllKernels } from "../../support/engines.js";
import { checkGradients } from "../../support/gradients.js";

const HEADS = [2, 2, 3, 4] as const;

/** Attention as a differentiable operation, with the gradient of two probability rows added from outside. */
const attend = (
  [query, key, value]: tf.Tensor[],
  bias: tf.Tensor | null,
  mask: Mask | null,
): tf.Tensor => {
  const rows = Int32Array.of(1, 7);
  const packed = differentiable([query, key, value], () => {
    const { context, trace } = attentionForward(query, key, value, bias, mask);
    const asked = takeRows(trace.dropped.reshape([-1, 3]), rows);
    return {
      value: tf.concat([context.flatten(), asked.flatten()]),
      saved: { ...trace },
      backward: (dy, saved) => {
        const dContext = dy.slice([0], [context.size]).reshape([...HEADS]);
        const dRows = dy.slice([context.size]).reshape([2, 3]);
        const back = attentionBackward(dContext, saved, (gradient) =>
          addRows(gradient.reshape([-1, 3]), dRows, rows).reshape(gradient.shape),
        );
        return [back.query, back.key, back.value];
      },
    };
  });
  return packed;
};

const heads = ["query", "key", "value"].map((name) => ({ name, shape: HEADS }));

onAllKernels("model/nn: gradients are those of finite differences", function () {
  it("linear", () => {
    checkGradients(
      ([x, weight, bias]) => linear(x, weight, bias),
      [
        { name: "x", shape: [3, 4] },
        { name: "weight", shape: [5, 4] },
        { name: "bias", shape: [5] },
      ],
    );
  });

  it("layer norm", () => {
    checkGradients(
      ([x, gain, shift]) => layerNorm(x, gain, shift, 1e-5),
      [
        { name: "x", shape: [3, 6] },
        { name: "gain", shape: [6] },
        { name: "shift", shape: [6] },
      ],
      2e-2,
    );
  });

  it("GELU with its bias", () => {
    checkGradients(
      ([x, bias]) =>
        differentiable([x, bias], () => ({
          value: biasGelu(x, bias),
          saved: { x, bias },
          backward: (dy, saved) => {
            const gradients = biasGeluGradients(dy, saved.x, saved.bias);
            return [gradients.x, gradients.bias];
          },
        })),
      [
        { name: "x", shape: [4, 5] },
        { name: "bias", shape: [5] },
      ],
    );
  });

  for (const rate of [0, 0.3]) {
    it(`the end of a block, with dropout at ${rate}`, () => {
      checkGradients(
        ([x, branch, bias, gain, shift]) =>
          differentiable([x, branch, bias, gain, shift], () => {
            const mask = nextMask(createDropout(3, 1), rate);
            const { value, ...norm } = dropAddNorm(
              x,
              branch,
              { bias, gain, shift, epsilon: 1e-5 },
              mask,
            );
            return {
              value,
              saved: { ...norm, gain },
              backward: (dy, saved) => {
                const by = dropAddNormGradients(dy, saved, saved.gain, rate);
                return [by.x, by.branch, by.bias, by.gain, by.shift];
              },
            };
          }),
        [
          { name: "x", shape: [3, 6] },
          { name: "branch", shape: [3, 6] },
          { name: "bias", shape: [6] },
          { name: "gain", shape: [6] },
          { name: "shift", shape: [6] },
        ],
        2e-2,
      );
    });
  }

  it("attention, and probability rows that are read beside it", () => {
    checkGradients((inputs) => attend(inputs, null, null), heads);
  });

  it("attention with padding and dropout", () => {
    const bias = tf.tensor4d([0, 0, -1e9, 0, 0, 0], [2, 1, 1, 3]);
    checkGradients((inputs) => attend(inputs, bias, nextMask(createDropout(7, 1), 0.3)), heads);
    bias.dispose();
  });

  it("rows of a table, taken several times, one of them frozen", () => {
    const indices = Int32Array.of(0, 2, 2, 3);
    checkGradients(([table]) => gatherRows(table, indices), [{ name: "table", shape: [4, 3] }]);
    const [gradient] = tf.tidy(() =>
      tf.grads((table) => gatherRows(table, indices, 2).sum())([tf.ones([4, 3])]),
    );
    const sums = gradient.sum(1);
    const got = [...sums.dataSync()].join();
    tf.dispose([gradient, sums]);
    if (got !== "3,0,0,3") throw new Error(`Expected no gradient for the frozen row, got ${got}`);
  });

  it("dropout, with the mask of the forward pass", () => {
    checkGradients(([x]) => dropOut(x, createDropout(5, 1), 0.4), [{ name: "x", shape: [6, 5] }]);
  });
});
