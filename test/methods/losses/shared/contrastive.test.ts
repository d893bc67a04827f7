import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs-core";
import { LOSSES } from "../../../../src/methods/losses/registry.js";
import { contrastive } from "../../../../src/methods/losses/shared/contrastive.js";
import type { PairFeatures } from "../../../../src/contract/loss.js";
import { onBothEngines } from "../../../support/models/engines.js";
import { checkGradients, numbers } from "../../../support/models/gradients.js";
import { layoutOf } from "../cases.js";

const LABELS = [
  [0, 1, 0, 1],
  [1, 0, 0, 0],
  [0, 1, 0, 0],
  [1, 0, 0, 0],
  [0, 0, 1, 0],
];
const PAIRS = LABELS.length;
const { parse } = LOSSES.get("pemscl")!.params;
/** DocRED's: similarities are not divided by a small number, so differences are accurate. */
const MILD = parse({ tau: 2, tauBase: 1 });

/** The vectors themselves: the outer products of each block of head and tail, side by side. */
function outer({ head, tail, block }: PairFeatures): tf.Tensor2D {
  const groups = head.shape[1] / block;
  const h = head.reshape([PAIRS, groups, block, 1]);
  return h.mul(tail.reshape([PAIRS, groups, 1, block])).reshape([PAIRS, groups * block * block]);
}

onBothEngines("PEMSCL's contrastive term", () => {
  const labels = (): tf.Tensor2D => tf.tensor2d(LABELS);

  it("of head and tail is that of their outer products, which are never formed", () => {
    const [got, want] = tf.tidy(() => {
      const head = tf.tensor2d(numbers(PAIRS * 6, "head"), [PAIRS, 6]);
      const tail = tf.tensor2d(numbers(PAIRS * 6, "tail"), [PAIRS, 6]);
      const products = outer({ head, tail, block: 3 });
      const explicit = { head: products, tail: tf.onesLike(products), block: 1 };
      return [{ head, tail, block: 3 }, explicit].map(
        (pairs) => contrastive(tf, pairs, labels(), parse({})).dataSync()[0],
      );
    });
    assert.ok(Math.abs(got - want) < 1e-5, `${got} is not ${want}`);
  });

  for (const perRowIntended of [false, true]) {
    it(`has the gradients that differences give (${perRowIntended ? "as meant" : "official"})`, () => {
      const params = { ...MILD, perRowIntended };
      checkGradients(
        ([head, tail]) =>
          contrastive(
            tf,
            { head: head as tf.Tensor2D, tail: tail as tf.Tensor2D, block: 2 },
            labels(),
            params,
          ),
        [
          { name: "head", shape: [PAIRS, 4] },
          { name: "tail", shape: [PAIRS, 4] },
        ],
      );
    });
  }

  it("is 0 for a single pair, and finite for vectors of length 0 or all alike", () => {
    const alone = tf.tidy(() => {
      const head = tf.ones<tf.Rank.R2>([1, 4]);
      const pairs = { head, tail: head, block: 2 };
      return contrastive(tf, pairs, tf.tensor2d([[0, 1]]), MILD).dataSync()[0];
    });
    assert.equal(alone, 0);
    for (const entry of [0, 1]) {
      const values = tf.tidy(() => {
        const head = tf.fill<tf.Rank.R2>([PAIRS, 4], entry);
        const { value, grad } = tf.valueAndGrad((h: tf.Tensor) =>
          contrastive(tf, { head: h as tf.Tensor2D, tail: head, block: 2 }, labels(), parse({})),
        )(head);
        return [...value.dataSync(), ...grad.dataSync()];
      });
      assert.ok(values.every(Number.isFinite), `entries ${entry}: ${values.join()}`);
    }
  });

  it("is asked for by PEMSCL unless its weight is 0", () => {
    const { compute } = LOSSES.get("pemscl")!;
    const layout = layoutOf([3]);
    const run = (params: ReturnType<typeof parse>): number =>
      tf.tidy(
        () =>
          compute(tf, {
            logits: tf.zeros([PAIRS, 4]),
            labels: labels(),
            layout,
            params,
          }).dataSync()[0],
      );
    assert.throws(() => run(parse({})), /pair vectors/);
    assert.ok(run(parse({ lambda3: 0 })) > 0);
  });
});
