import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as tf from "@tensorflow/tfjs-core";
import { goldenFolder } from "../../../../src/check/find.js";
import { goldenLayout } from "../../../../src/check/loss/layouts.js";
import { ssrPu } from "../../../../src/methods/losses/index.js";
import { onBothEngines } from "../../../support/models/engines.js";

interface Tensor {
  readonly shape: number[];
  readonly data: number[];
}

interface PuCase {
  readonly tag: string;
  readonly m: number;
  readonly e: number;
  readonly beta: number;
  readonly gamma: number;
  readonly risk: Tensor;
  readonly grad_logits: Tensor;
}

interface Golden {
  readonly inputs: { readonly labels: Tensor; readonly priors: number[] };
  readonly outputs: { readonly logits: Tensor };
  readonly pu_losses: readonly PuCase[];
}

onBothEngines("TTM-RE's own loss is SSR-PU without the quarter", () => {
  const path = join(goldenFolder(), "backbones", "ttm-re.json");
  const golden = JSON.parse(readFileSync(path, "utf8")) as Golden;
  const { logits, labels } = { ...golden.inputs, ...golden.outputs };
  const [rows, columns] = logits.shape;

  for (const { tag, m, e, beta, gamma, risk, grad_logits: wanted } of golden.pu_losses) {
    it(`${tag}, margin ${m}, e ${e}, beta ${beta}, gamma ${gamma}`, () => {
      const params = ssrPu.params.parse({ mTag: tag, margin: m, e, beta, gamma, scale: 1 });
      const { value, grad } = tf.tidy(() =>
        tf.valueAndGrad((given: tf.Tensor) =>
          ssrPu.compute(tf, {
            logits: given.as2D(rows, columns),
            labels: tf.tensor2d(labels.data, [rows, columns]),
            layout: goldenLayout(columns),
            params,
            priors: [0, ...golden.inputs.priors],
          }),
        )(tf.tensor2d(logits.data, [rows, columns])),
      );
      const far = (got: number, want: number): number =>
        Math.abs(got - want) / Math.max(1, Math.abs(want));
      assert.ok(far(value.dataSync()[0], risk.data[0]) < 1e-5);
      grad.dataSync().forEach((got, i) => {
        assert.ok(far(got, wanted.data[i]) < 1e-5, `gradient ${i}`);
      });
      tf.dispose([value, grad]);
    });
  }
});
