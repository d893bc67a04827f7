import * as tf from "@tensorflow/tfjs-core";
import { kernel, pairVectors } from "../../methods/backbones/atlop/kernel.js";
import type { HeadBatch, HeadSizes } from "../../contract/backbone.js";
import type { EncodedDocuments } from "../../contract/encoder.js";
import { atl } from "../../methods/losses/atl.js";
import { gatherRows, takeRows } from "../../nn/ops/gather.js";
import { createParameters, disposeParameters, parameter } from "../../nn/parameters.js";
import type { Parameters } from "../../contract/parameters.js";
import { decode } from "../../scoring/decode.js";
import { atlopSchema, type AtlopGolden } from "./schema.js";
import { newDeviation, type Deviation } from "../deviation.js";
import { goldenLayout } from "../loss/layouts.js";
import { largest, tensorSchema, weightOf } from "../tensors.js";
import { NOT_COVERED, type Checker } from "../types.js";

function batchOf({ inputs }: AtlopGolden): HeadBatch {
  const [size, width] = inputs.sequence_output.shape;
  const pairs = inputs.hts.flat();
  return {
    size,
    width,
    entityPositions: inputs.entity_pos,
    rows: pairs.length,
    pairs: Int32Array.from(pairs.flat()),
    pairDocument: Int32Array.from(inputs.hts.flatMap((document, d) => document.map(() => d))),
  };
}

/** What an encoder would have given: all hidden states, and of the attention the rows that the head asks for. */
function encodedOf(parameters: Parameters, batch: HeadBatch): EncodedDocuments {
  const attention = parameters.get("attention")!;
  const [documents, heads, width] = attention.shape;
  const rows = kernel
    .positions(batch)
    .flatMap((at, d) => at.map((position) => d * width + position));
  const byPosition = attention
    .transpose([0, 2, 1, 3])
    .reshape<tf.Tensor2D>([documents * width, heads * width]);
  return {
    hidden: parameters.get("sequence_output")!.reshape([documents, width, -1]),
    attention: gatherRows(byPosition, Int32Array.from(rows)).reshape([rows.length, heads, width]),
  };
}

/** Golden `backbone`: intermediate values, logits, predictions, loss and gradients of a head without its encoder. */
export const check: Checker = (file) => {
  if (file.name !== "atlop") return Promise.resolve(NOT_COVERED);
  const golden = atlopSchema.parse(file);
  const { config, inputs } = golden;
  const weights = {
    ...golden.params,
    sequence_output: inputs.sequence_output,
    attention: inputs.attention,
  };
  const parameters = createParameters(
    tf,
    new Map(Object.entries(weights).map(([name, tensor]) => [name, weightOf(tensor)])),
  );
  const deviation = newDeviation();
  const sizes: HeadSizes = {
    hidden: config.hidden_size,
    embedding: config.emb_size,
    block: config.block_size,
    columns: config.num_class,
  };
  const head: Head = { golden, sizes, batch: batchOf(golden), parameters };
  tf.tidy(() => {
    compareOutputs(head, deviation);
  });
  tf.tidy(() => {
    compareGradients(head, deviation);
  });
  disposeParameters(parameters);
  return Promise.resolve(deviation.outcome(1));
};

interface Head {
  readonly golden: AtlopGolden;
  readonly sizes: HeadSizes;
  readonly batch: HeadBatch;
  /** Those of the head, and what the encoder gave. */
  readonly parameters: Parameters;
}

function compareOutputs({ golden, sizes, batch, parameters }: Head, deviation: Deviation): void {
  const { outputs, config, inputs } = golden;
  const tolerance = golden.tolerance.outputs_abs;
  const encoded = encodedOf(parameters, batch);
  const { entities, contexts, head, tail, plan } = pairVectors(parameters, sizes, encoded, batch);
  const { logits } = kernel.outputs(parameters, sizes, encoded, batch);
  const layout = goldenLayout(config.num_class);
  const labels = tf.tensor2d(inputs.labels.data, [batch.rows, config.num_class]);
  const loss = atl.compute(tf, { logits, labels, layout, params: {} });
  const all = (name: string, got: tf.Tensor, want: { readonly data: readonly number[] }): void => {
    deviation.all(name, got.dataSync(), want.data, tolerance, 1);
  };
  all("hs", takeRows(entities, plan.heads), outputs.hs);
  all("ts", takeRows(entities, plan.tails), outputs.ts);
  all("rs", takeRows(contexts, plan.context), outputs.rs);
  all("zh", head, outputs.zh);
  all("zt", tail, outputs.zt);
  all("logits", logits, outputs.logits);
  all("atl_loss", loss, { data: [outputs.atl_loss] });
  const decoder = { ...atl.decoder, k: config.top_k_cap };
  const predicted = decode(logits.dataSync<"float32">(), batch.rows, layout, decoder);
  deviation.exact("pred_get_label", predicted.join() === outputs.pred_get_label.data.join());
}

function compareGradients({ golden, sizes, batch, parameters }: Head, deviation: Deviation): void {
  const { inputs, grads } = golden;
  const tolerance = golden.tolerance.grads_abs_over_max_abs_of_that_gradient;
  const weighting = tf.tensor2d(inputs.R.data, [batch.rows, sizes.columns]);
  const names = Object.keys(grads).filter((name) => name !== "of");
  const { grads: gradients } = tf.variableGrads(
    () =>
      kernel
        .outputs(parameters, sizes, encodedOf(parameters, batch), batch)
        .logits.mul(weighting)
        .sum(),
    names.map((name) => parameter(parameters, name)),
  );
  for (const name of names) {
    const want = tensorSchema.parse(grads[name]).data;
    const got = gradients[parameter(parameters, name).name].dataSync();
    deviation.all(`gradient of ${name}`, got, want, tolerance, largest(want));
  }
}
