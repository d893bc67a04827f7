import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs-core";
import { encodeDocuments } from "../../../src/nn/encoder/documents.js";
import { withPooler } from "../../../src/nn/encoder/pooler.js";
import {
  createParameters,
  disposeParameters,
  ENCODER_PREFIX,
  parameter,
} from "../../../src/nn/parameters.js";
import { onBothEngines } from "../../support/models/engines.js";
import { documentsOf, smallEncoder } from "./small.js";

const NAME = `${ENCODER_PREFIX}pooler.dense.weight`;

onBothEngines("the pooler", () => {
  const encoder = withPooler(smallEncoder());
  const documents = documentsOf([14, 9]);
  const encoded = (parameters: ReturnType<typeof createParameters>) =>
    encodeDocuments(parameters, encoder.config, documents, [[], []], null);

  it("is tanh(W x + b) of each document's first position", () => {
    const parameters = createParameters(tf, encoder.weights, ENCODER_PREFIX);
    tf.tidy(() => {
      const { hidden, pooled } = encoded(parameters);
      const got = pooled();
      const [, , d] = hidden.shape;
      assert.deepEqual(got.shape, [2, d]);
      const first = hidden.slice([0, 0, 0], [-1, 1, -1]).reshape<tf.Tensor2D>([2, d]);
      const x = first.arraySync();
      const weight = parameter(parameters, NAME).arraySync() as number[][];
      const bias = [...parameter(parameters, NAME.replace("weight", "bias")).dataSync()];
      got.arraySync().forEach((row, document) => {
        row.forEach((value, i) => {
          const sum = weight[i].reduce((all, w, j) => all + w * x[document][j], bias[i]);
          assert.ok(Math.abs(value - Math.tanh(sum)) < 1e-5, `${value} and ${Math.tanh(sum)}`);
        });
      });
    });
    disposeParameters(parameters);
  });

  it("is differentiable by its weight and by the encoder's, and nobody's where it is not asked for", () => {
    const parameters = createParameters(tf, encoder.weights, ENCODER_PREFIX);
    const variables = [...parameters.values()];
    const objective = (): tf.Scalar => encoded(parameters).pooled().square().sum();
    const { value, grads } = tf.variableGrads(objective, variables);
    const weight = parameter(parameters, NAME);
    const gradient = grads[weight.name].dataSync();
    const kept = weight.dataSync().slice();
    const at = (i: number, by: number): number => {
      const moved = kept.slice();
      moved[i] += by;
      tf.tidy(() => {
        weight.assign(tf.tensor(moved, weight.shape));
      });
      const result = tf.tidy(objective);
      const [number] = result.dataSync();
      result.dispose();
      return number;
    };
    for (const i of [0, 7, 50]) {
      const slope = (at(i, 1e-2) - at(i, -1e-2)) / 2e-2;
      assert.ok(Math.abs(slope - gradient[i]) < 4e-3, `${slope} and ${gradient[i]}`);
    }
    const words = parameter(parameters, `${ENCODER_PREFIX}embeddings.word_embeddings.weight`);
    assert.ok(grads[words.name].abs().sum().dataSync()[0] > 0);
    const hidden = tf.variableGrads(() => encoded(parameters).hidden.square().sum(), variables);
    assert.ok(
      !(weight.name in hidden.grads) || hidden.grads[weight.name].abs().sum().dataSync()[0] === 0,
    );
    tf.dispose([value, grads, hidden.value, hidden.grads]);
    disposeParameters(parameters);
  });
});
