import * as tf from "@tensorflow/tfjs-core";
import type { GoldenPass } from "../../contract/backbone-golden.js";
import type { ModelSizes } from "../../contract/backbone.js";
import { decode } from "../../scoring/decode.js";
import type { Deviation } from "../deviation.js";
import { goldenLayout } from "../loss/layouts.js";
import { namedLoss } from "../named-loss.js";
import { tensorSchema } from "../tensors.js";
import type { BackboneGolden } from "./schema.js";

/** The loss that an output is called after ("atl_loss"), where it is one of a single threshold, and the predictions. */
export function compareLosses(
  { config, outputs, tolerance }: BackboneGolden,
  logits: tf.Tensor2D,
  { batch }: GoldenPass,
  { columns }: ModelSizes,
  deviation: Deviation,
): void {
  const layout = goldenLayout(columns);
  const labels = tf.tensor2d(batch.labels, [batch.rows, columns]);
  for (const [name, want] of Object.entries(outputs)) {
    const loss = name.endsWith("_loss") ? namedLoss(name.slice(0, -"_loss".length)) : undefined;
    if (loss === undefined || typeof want !== "number") continue;
    const value = loss.compute(tf, { logits, labels, layout, params: loss.params.parse({}) });
    const absolute = "abs" in tolerance ? tolerance.abs : tolerance.outputs_abs;
    deviation.all(name, value.dataSync(), [want], absolute, 1);
    const marks = tensorSchema.safeParse(outputs.pred_get_label);
    if (!marks.success) continue;
    const decoder = {
      ...loss.decoder,
      ...(config.top_k_cap !== undefined && { k: config.top_k_cap }),
    };
    const predicted = decode(logits.dataSync<"float32">(), batch.rows, layout, decoder);
    deviation.exact("pred_get_label", predicted.join() === marks.data.data.join());
  }
}
