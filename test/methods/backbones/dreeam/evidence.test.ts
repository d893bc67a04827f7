import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs-core";
import type { BackboneBatch } from "../../../../src/contract/backbone.js";
import { evidenceLoss, sentenceTokens } from "../../../../src/methods/backbones/dreeam/evidence.js";
import { onBothEngines } from "../../../support/models/engines.js";

/** One document of three sentences and four pairs: a relation with evidence twice, one without, none, and a relation. */
const batchWith = (marks: readonly number[]): BackboneBatch => ({
  size: 1,
  width: 9,
  entityPositions: [[[[0, 1]], [[2, 3]], [[4, 5]]]],
  rows: 4,
  pairs: Int32Array.of(0, 1, 1, 0, 0, 2, 2, 0),
  pairDocument: Int32Array.of(0, 0, 0, 0),
  labels: Float32Array.from(marks.flatMap((column) => [0, 1, 2].map((c) => Number(c === column)))),
  features: [
    {
      title: "d",
      inputIds: new Int32Array(9),
      entityPositions: [],
      pairs: Int32Array.of(0, 1, 1, 0, 0, 2, 2, 0),
      positives: [[1], [2]],
      sentences: [
        [0, 3],
        [3, 5],
        [5, 7],
      ],
      evidence: [[2, 1, 0], [], [], []],
    },
  ],
});

/** Shares of the contexts {0, 1} and {0, 2}; the second gives its last sentence nothing. */
const SHARES = [0.5, 0.3, 0.1, 0.6, 0.2, 0];
const CONTEXT = Int32Array.of(0, 0, 1, 1);

const valueOf = (batch: BackboneBatch): number =>
  tf.tidy(() => evidenceLoss(tf.tensor2d(SHARES, [2, 3]), CONTEXT, batch).dataSync()[0]);

onBothEngines("DREEAM's evidence loss", () => {
  it("knows the sentence of each token; special tokens are in none", () => {
    const marks = tf.tidy(() => sentenceTokens(batchWith([1, 2, 0, 0])).arraySync()[0]);
    assert.deepEqual(
      marks.map((row) => row.indexOf(1)),
      [-1, 0, 0, 0, 1, 1, 2, 2, -1],
    );
  });

  it("is the divergence of the shares from the evidence, over all pairs with a relation", () => {
    // The second pair has a relation and no evidence: it counts in the divisor, and adds next to nothing.
    const [a, b] = [2 / 3, 1 / 3];
    const want = (a * Math.log(a / 0.5) + b * Math.log(b / 0.3)) / 2;
    const got = valueOf(batchWith([1, 2, 0, 0]));
    assert.ok(Math.abs(got - want) < 1e-6, `${got} and ${want}`);
  });

  it("is 0 where no pair has a relation, in place of 0 / 0", () => {
    assert.equal(valueOf(batchWith([0, 0, 0, 0])), 0);
  });

  it("has the slope -target / share / pairs, and none through an exact zero", () => {
    const batch = batchWith([1, 0, 0, 1]);
    const evidence = [[2, 1, 0], [], [], [0, 0, 1]];
    const features = [{ ...batch.features[0], evidence }];
    const gradient = tf.tidy(() =>
      tf
        .grad((shares) => evidenceLoss(shares as tf.Tensor2D, CONTEXT, { ...batch, features }))(
          tf.tensor2d(SHARES, [2, 3]),
        )
        .dataSync(),
    );
    const want = [-(2 / 3) / 0.5 / 2, -(1 / 3) / 0.3 / 2, 0, 0, 0, 0];
    want.forEach((slope, i) => {
      assert.ok(Math.abs(gradient[i] - slope) < 1e-5, `${i}: ${gradient[i]} and ${slope}`);
    });
  });
});
