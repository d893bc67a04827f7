import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs-core";
import { seededRandom, shuffle } from "../../../../src/base/random.js";
import type { BackboneBatch, ModelSizes, Pass } from "../../../../src/contract/backbone.js";
import type { Parameters } from "../../../../src/contract/compute/parameters.js";
import { kernel } from "../../../../src/methods/backbones/kd-docre/kernel.js";
import {
  batchOf as backboneBatch,
  encodedOf,
  withParameters,
  type MentionStarts,
} from "../../../support/models/backbone-batch.js";
import { onBothEngines } from "../../../support/models/engines.js";
import { checkGradients } from "../../../support/models/gradients.js";

const OWN = { embedding: 8, block: 4, grid: 5, layers: 2, heads: 2, mask: "training" };
const SIZES: ModelSizes = { hidden: 6, columns: 3, own: OWN };
const WIDTH = 14;
const KD_DOCRE = { kernel, sizes: SIZES };

const batchOf = (documents: readonly MentionStarts[]): BackboneBatch =>
  backboneBatch(SIZES, WIDTH, documents, "all");

function logitsOf(
  parameters: Parameters,
  batch: BackboneBatch,
  names: readonly string[],
  { mode = "predict", own = OWN }: { mode?: Pass["mode"]; own?: ModelSizes["own"] } = {},
): number[][] {
  const pass = { mode, dropout: null };
  const encoded = encodedOf(KD_DOCRE, batch, names);
  return kernel.outputs(parameters, { ...SIZES, own }, encoded, batch, pass).logits.arraySync();
}

const distance = (got: readonly number[][], want: readonly number[][]): number => {
  assert.equal(got.length, want.length);
  return Math.max(...got.flatMap((row, i) => row.map((x, k) => Math.abs(x - want[i][k]))));
};

const TWO: MentionStarts = [[2, 5], [8]];
const THREE: MentionStarts = [[1], [4, 7], [9]];
const FIVE: MentionStarts = [[0], [3], [5, 6], [9], [12]];
const SIX: MentionStarts = [...FIVE, [2]];

onBothEngines("KD-DocRE's head", () => {
  for (const mode of ["predict", "train"] as const) {
    // A document of five entities fills its table, so that the other's table has all of its rows too.
    it(`computes the same as with every cell of the table, in mode ${mode}`, () => {
      withParameters(KD_DOCRE, (parameters) => {
        const of = (starts: MentionStarts[], names: string[]): number[][] =>
          logitsOf(parameters, batchOf(starts), names, { mode });
        const two = of([TWO], ["two"]);
        const full = of([TWO, FIVE], ["two", "five"]);
        assert.ok(distance(two, full.slice(0, 4)) < 1e-5);
        assert.ok(distance(of([FIVE], ["five"]), full.slice(4)) < 1e-5);
        const both = of([THREE, TWO], ["three", "two"]);
        assert.ok(distance(two, both.slice(9)) < 1e-5);
      });
    });
  }

  it("gives a document of more entities than the table has rows a table of its own", () => {
    withParameters(KD_DOCRE, (parameters) => {
      const both = logitsOf(parameters, batchOf([SIX, TWO]), ["six", "two"]);
      const six = logitsOf(parameters, batchOf([SIX]), ["six"]);
      const wider = logitsOf(parameters, batchOf([SIX]), ["six"], { own: { ...OWN, grid: 6 } });
      assert.ok(distance(six, both.slice(0, 36)) < 1e-5);
      assert.ok(distance(six, wider) < 1e-5);
      assert.ok(distance(logitsOf(parameters, batchOf([TWO]), ["two"]), both.slice(36)) < 1e-5);
    });
  });

  it("computes otherwise in training, unless it masks always", () => {
    withParameters(KD_DOCRE, (parameters) => {
      const of = (mode: Pass["mode"], mask: string): number[][] =>
        logitsOf(parameters, batchOf([THREE]), ["three"], { mode, own: { ...OWN, mask } });
      assert.ok(distance(of("train", "training"), of("predict", "training")) > 1e-5);
      assert.equal(distance(of("train", "training"), of("predict", "always")), 0);
    });
  });

  it("has zeros for self pairs", () => {
    withParameters(KD_DOCRE, (parameters) => {
      const logits = logitsOf(parameters, batchOf([THREE]), ["three"]);
      logits.forEach((row, i) => {
        assert.equal(
          row.every((value) => value === 0),
          [0, 4, 8].includes(i),
        );
      });
    });
  });

  it("moves the logits with the pairs when these are reordered", () => {
    withParameters(KD_DOCRE, (parameters) => {
      const batch = batchOf([THREE, TWO]);
      const order = shuffle([...Array(batch.rows).keys()], seededRandom(5, "rows"));
      const moved: BackboneBatch = {
        ...batch,
        pairs: Int32Array.from(
          order.flatMap((row) => [...batch.pairs.subarray(2 * row, 2 * row + 2)]),
        ),
        pairDocument: Int32Array.from(order, (row) => batch.pairDocument[row]),
      };
      const logits = logitsOf(parameters, batch, ["three", "two"]);
      const others = logitsOf(parameters, moved, ["three", "two"]);
      const want = order.map((row) => logits[row]);
      assert.ok(distance(others, want) < 1e-6);
    });
  });

  it("gives pair vectors whose products are those of what the classifier reads", () => {
    withParameters(KD_DOCRE, (parameters) => {
      const batch = batchOf([TWO]);
      const pass = { mode: "train", dropout: null } as const;
      const encoded = encodedOf(KD_DOCRE, batch, ["two"]);
      const { pairs } = kernel.outputs(parameters, SIZES, encoded, batch, pass);
      const { head, tail, block } = pairs!;
      assert.equal(block, SIZES.hidden);
      const inner = (x: tf.Tensor2D): tf.Tensor2D => tf.matMul(x, x, false, true);
      const products = inner(head).mul<tf.Tensor2D>(inner(tail));
      assert.ok(distance(products.arraySync(), inner(head).arraySync()) < 1e-6);
    });
  });

  it("works where no entity has a mention left", () => {
    withParameters(KD_DOCRE, (parameters) => {
      const logits = logitsOf(parameters, batchOf([[[20], [20]]]), ["one"]);
      assert.ok(logits.flat().every(Number.isFinite));
    });
  });

  for (const mode of ["predict", "train"] as const) {
    it(`has the gradients that differences give, in mode ${mode}`, () => {
      withParameters(KD_DOCRE, (parameters) => {
        const batch = batchOf([THREE, TWO]);
        const { attention, pooled } = encodedOf(KD_DOCRE, batch, ["three", "two"]);
        checkGradients(
          ([hidden, roots]) => {
            const given = { attention: roots.square().add<tf.Tensor3D>(0.1), pooled };
            const encoded = { hidden: hidden as tf.Tensor3D, ...given };
            return kernel.outputs(parameters, SIZES, encoded, batch, { mode, dropout: null })
              .logits;
          },
          [
            { name: "hidden", shape: [2, WIDTH, SIZES.hidden] },
            { name: "attention", shape: attention.shape },
          ],
          2e-2,
        );
      });
    });
  }
});
