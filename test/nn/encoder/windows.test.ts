import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as tf from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { projectRoot } from "../../../src/base/root.js";
import { check } from "../../../src/check/encoder/long-input.js";
import type { CheckOutcome } from "../../../src/check/checker.js";
import { encodeDocuments } from "../../../src/nn/encoder/documents.js";
import { attentionRequests, mergeAttention, mergeHidden } from "../../../src/nn/encoder/merge.js";
import { indexWindows, WINDOW } from "../../../src/nn/encoder/windows.js";
import { createParameters, disposeParameters, ENCODER_PREFIX } from "../../../src/nn/parameters.js";
import { onBothEngines, onNative } from "../../support/models/engines.js";
import { checkGradients, numbers } from "../../support/models/gradients.js";
import { documentsOf, smallEncoder } from "./small.js";

onBothEngines("model/encoder/windows against the official code", () => {
  it("long-input.json", async () => {
    const file = join(projectRoot(), "test/golden/long-input.json");
    const golden = JSON.parse(await readFile(file, "utf8")) as Record<string, unknown>;
    const before = tf.memory().numTensors;
    const find = (): Promise<null> => Promise.resolve(null);
    const outcome = (await check(golden, { file, engine: "native", tf, find })) as CheckOutcome;
    assert.equal(outcome.cases, 5);
    assert.ok(outcome.maxDeviation > 0 && outcome.maxDeviation <= 1, String(outcome.maxDeviation));
    assert.equal(tf.memory().numTensors, before);
  });
});

describe("model/encoder/windows", () => {
  const families = fc.constantFrom("bert" as const, "roberta" as const);

  it("takes every token of up to 1,022 (1,021) pieces at its own place", () => {
    const lengths = fc.array(fc.integer({ min: 2, max: 1021 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(families, lengths, (family, all) => {
        const documents = documentsOf(all);
        const { windows, pieces, width } = indexWindows(documents, family);
        assert.equal(width, Math.max(...all));
        assert.equal(windows.width, Math.min(width, WINDOW));
        documents.forEach((ids, d) => {
          const seen = new Int32Array(width);
          for (const { window, from, to, length } of pieces[d]) {
            for (let p = 0; p < length; p++) {
              const at = window * windows.width + from + p;
              if (windows.mask[at] === 1) seen[to + p] = windows.ids[at];
            }
          }
          assert.deepEqual(seen.subarray(0, ids.length), ids);
        });
      }),
      { numRuns: 60 },
    );
  });

  it("leaves what two windows of 512 cannot reach", () => {
    const [pieces] = indexWindows(documentsOf([1024]), "roberta").pieces;
    assert.deepEqual(
      pieces.map(({ to, length }) => [to, to + length]),
      [
        [0, 510],
        [513, 1024],
      ],
    );
  });
});

describe("model/encoder/merge", () => {
  onNative();

  it("has the gradient of finite differences, also where windows overlap or do not reach", () => {
    const plan = {
      width: 7,
      windows: { count: 3, width: 4, ids: new Int32Array(12), mask: new Float32Array(12).fill(1) },
      pieces: [
        [
          { window: 0, from: 0, to: 0, length: 3 },
          { window: 1, from: 1, to: 2, length: 3 },
        ],
        [{ window: 2, from: 0, to: 0, length: 4 }],
      ],
    };
    const positions = [[1, 2, 6], [3]];
    const requests = attentionRequests(plan, positions);
    assert.deepEqual([...requests], [1, 2, 0, 4, 5, 4, 11]);
    checkGradients(
      ([hidden]) => mergeHidden(plan, hidden as tf.Tensor3D),
      [{ name: "hidden", shape: [3, 4, 2] }],
    );
    checkGradients(
      // Attention is positive: sums of rows stay away from zero.
      ([attention]) => mergeAttention(plan, attention.add<tf.Tensor3D>(3), positions),
      [{ name: "attention", shape: [7, 2, 4] }],
    );
  });

  it("encodes a document of two windows, and gives every parameter a gradient", () => {
    const encoder = smallEncoder({ positions: 514, family: "roberta", padding: 0, layers: 1 });
    const parameters = createParameters(tf, encoder.weights, ENCODER_PREFIX);
    const before = tf.memory().numTensors;
    const { value, grads } = tf.variableGrads(() => {
      const documents = documentsOf([640, 30]);
      const encoded = encodeDocuments(parameters, encoder.config, documents, [[5, 600], [7]], null);
      assert.deepEqual(encoded.hidden.shape, [2, 640, 12]);
      assert.deepEqual(encoded.attention.shape, [3, 3, 640]);
      const weigh = (x: tf.Tensor): tf.Tensor =>
        x.mul(tf.tensor(numbers(x.size, "merge"), x.shape)).sum();
      return weigh(encoded.hidden).add<tf.Scalar>(weigh(encoded.attention));
    }, [...parameters.values()]);
    for (const [name, variable] of parameters) {
      assert.ok(grads[variable.name].dataSync().every(Number.isFinite), name);
    }
    tf.dispose([value, ...Object.values(grads)]);
    assert.equal(tf.memory().numTensors, before);
    disposeParameters(parameters);
  });
});
