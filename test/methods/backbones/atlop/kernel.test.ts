import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs-core";
import { seededRandom, shuffle } from "../../../../src/base/random.js";
import { kernel } from "../../../../src/methods/backbones/atlop/kernel.js";
import { pairVectors } from "../../../../src/methods/backbones/shared/pair-vectors.js";
import { entityVectors } from "../../../../src/methods/backbones/shared/entities.js";
import { indexMentions, indexPairs } from "../../../../src/methods/backbones/shared/mentions.js";
import { pairContexts } from "../../../../src/methods/backbones/shared/pair-context.js";
import type { BackboneBatch, ModelSizes } from "../../../../src/contract/backbone.js";
import type { Parameters } from "../../../../src/contract/compute/parameters.js";
import {
  batchOf as backboneBatch,
  encodedOf,
  withParameters,
  type MentionStarts,
} from "../../../support/models/backbone-batch.js";
import { onBothEngines } from "../../../support/models/engines.js";
import { checkGradients } from "../../../support/models/gradients.js";

const SIZES: ModelSizes = { hidden: 6, columns: 5, own: { embedding: 8, block: 4 } };
const ATLOP = { kernel, sizes: SIZES };
const PASS = { mode: "predict", dropout: null } as const;

const batchOf = (width: number, documents: readonly MentionStarts[]): BackboneBatch =>
  backboneBatch(SIZES, width, documents, "distinct");

const logitsOf = (
  parameters: Parameters,
  batch: BackboneBatch,
  names: readonly string[],
): number[][] =>
  kernel.outputs(parameters, SIZES, encodedOf(ATLOP, batch, names), batch, PASS).logits.arraySync();

function assertClose(got: readonly number[], want: readonly number[], tolerance = 1e-5): void {
  assert.equal(got.length, want.length);
  got.forEach((value, i) => {
    assert.ok(Math.abs(value - want[i]) <= tolerance, `${value} is not ${want[i]}`);
  });
}

const ONE = [[1], [4, 7], [9]];
const TWO = [[2, 5], [8]];

onBothEngines("ATLOP's head", () => {
  it("gives a document the same logits alone and in a batch", () => {
    withParameters(ATLOP, (parameters) => {
      const together = logitsOf(parameters, batchOf(12, [ONE, TWO]), ["one", "two"]);
      const apart = [
        ...logitsOf(parameters, batchOf(12, [ONE]), ["one"]),
        ...logitsOf(parameters, batchOf(12, [TWO]), ["two"]),
      ];
      assertClose(together.flat(), apart.flat());
    });
  });

  it("moves the logits with the pairs when these are reordered", () => {
    withParameters(ATLOP, (parameters) => {
      const batch = batchOf(12, [ONE, TWO]);
      const order = shuffle([...Array(batch.rows).keys()], seededRandom(5, "rows"));
      const moved: BackboneBatch = {
        ...batch,
        pairs: Int32Array.from(
          order.flatMap((row) => [batch.pairs[2 * row], batch.pairs[2 * row + 1]]),
        ),
        pairDocument: Int32Array.from(order, (row) => batch.pairDocument[row]),
      };
      const logits = logitsOf(parameters, batch, ["one", "two"]);
      const others = logitsOf(parameters, moved, ["one", "two"]);
      assertClose(
        others.flat(),
        order.flatMap((row) => logits[row]),
      );
    });
  });

  it("leaves out mentions beyond the padded width, and gives zeros where none is left", () => {
    withParameters(ATLOP, (parameters) => {
      // start + 1 < 12: 10 is the last that counts.
      const batch = batchOf(12, [[[10], [3, 11], [11]]]);
      assert.deepEqual(kernel.positions(batch), [[11, 4]]);
      const encoded = encodedOf(ATLOP, batch, ["one"]);
      const { entities, contexts, index } = pairVectors(parameters, SIZES, encoded, batch);
      const hidden = encoded.hidden.arraySync()[0];
      const vectors = entities.arraySync();
      assert.deepEqual(vectors[0], hidden[11]);
      assert.deepEqual(vectors[1], hidden[4]);
      assert.ok(vectors[2].every((value) => value === 0));
      const context = contexts.arraySync()[index.context[1]];
      assert.ok(batch.pairs[2] === 0 && batch.pairs[3] === 2);
      assert.ok(context.every((value) => value === 0));
    });
  });

  it("works where no entity has a mention left", () => {
    withParameters(ATLOP, (parameters) => {
      const logits = logitsOf(parameters, batchOf(4, [[[9], [9]]]), ["one"]);
      assert.equal(logits.length, 2);
      assert.ok(logits.flat().every(Number.isFinite));
    });
  });

  it("has the gradients that differences give, by hidden states and by attention", () => {
    const plan = indexMentions(batchOf(5, [[[0], [1, 2]], [[3]]]));
    checkGradients(
      ([hidden]) => entityVectors(hidden as tf.Tensor3D, plan),
      [{ name: "hidden", shape: [2, 5, 3] }],
    );
    const { contexts } = indexPairs(batchOf(5, [[[0], [1], [2]]]), 3);
    checkGradients(
      ([attention, hidden]) =>
        pairContexts(attention.abs() as tf.Tensor4D, hidden as tf.Tensor3D, contexts),
      [
        { name: "attention", shape: [1, 3, 2, 5] },
        { name: "hidden", shape: [1, 5, 2] },
      ],
      1e-2,
    );
  });

  it("adds 1e-5 to the sum of a pair's weights, in this place", () => {
    tf.tidy(() => {
      const small = 1e-3;
      const attention = tf.fill<tf.Rank.R4>([1, 2, 1, 4], small);
      const hidden = tf.ones<tf.Rank.R3>([1, 4, 1]);
      const got = pairContexts(attention, hidden, Int32Array.of(1)).dataSync()[0];
      const sum = 4 * small * small;
      assertClose([got], [sum / (sum + 1e-5)], 1e-6);
    });
  });
});
