import * as tf from "@tensorflow/tfjs-core";
import type { BackboneBatch, GoldenValues, Kernel, ModelSizes } from "../../contract/backbone.js";
import type { EncodedDocuments } from "../../contract/corpus/encoder.js";
import type { Parameters } from "../../contract/compute/parameters.js";
import { BACKBONES } from "../../methods/backbones/registry.js";
import { atl } from "../../methods/losses/index.js";
import { gatherRows } from "../../nn/ops/gather.js";
import { createParameters, disposeParameters, parameter } from "../../nn/parameters.js";
import { decode } from "../../scoring/decode.js";
import { newDeviation, type Deviation } from "../deviation.js";
import { goldenLayout } from "../loss/layouts.js";
import { largest, tensorSchema, weightOf } from "../tensors.js";
import { NOT_COVERED, type Checker } from "../checker.js";
import { backboneSchema, type BackboneGolden } from "./schema.js";

/** Golden files hold what a model computes when it predicts. */
const PASS = { mode: "predict", dropout: null } as const;

function batchOf({ inputs }: BackboneGolden): BackboneBatch {
  const [size, width] = inputs.sequence_output.shape;
  const pairs = inputs.hts.flat();
  return {
    size,
    width,
    entityPositions: inputs.entity_pos,
    rows: pairs.length,
    pairs: Int32Array.from(pairs.flat()),
    pairDocument: Int32Array.from(inputs.hts.flatMap((document, d) => document.map(() => d))),
    labels: Float32Array.from(inputs.labels.data),
    features: [],
  };
}

/** What an encoder would have given: all hidden states, and of the attention the rows that the backbone asks for. */
function encodedOf({ kernel, parameters, batch }: Subject): EncodedDocuments {
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

const numbersOf = (config: object): Readonly<Record<string, number>> =>
  Object.fromEntries(
    Object.entries(config).filter(
      (entry): entry is [string, number] => typeof entry[1] === "number",
    ),
  );

interface Subject {
  readonly golden: BackboneGolden;
  readonly kernel: Kernel;
  readonly sizes: ModelSizes;
  readonly batch: BackboneBatch;
  /** Parameters of the backbone, and what the encoder gave. */
  readonly parameters: Parameters;
}

/**
 * Golden `backbone`: intermediate values, logits, predictions, loss and gradients of a backbone without its encoder.
 * A backbone whose kernel does not say how its golden files are read is not covered.
 */
export const check: Checker = async (file) => {
  const backbone = BACKBONES.get(String(file.name));
  if (backbone === undefined) return NOT_COVERED;
  const { kernel } = await backbone.kernel();
  const { golden: reading } = kernel;
  if (reading === undefined) return NOT_COVERED;
  const golden = backboneSchema.parse(file);
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
  const sizes: ModelSizes = {
    own: reading.sizes(numbersOf(config)),
    hidden: config.hidden_size,
    columns: config.num_class,
  };
  const subject: Subject = { golden, kernel, sizes, batch: batchOf(golden), parameters };
  tf.tidy(() => {
    compareOutputs(subject, reading, deviation);
  });
  tf.tidy(() => {
    compareGradients(subject, deviation);
  });
  disposeParameters(parameters);
  return deviation.outcome(1);
};

function compareOutputs(subject: Subject, reading: GoldenValues, deviation: Deviation): void {
  const { golden, kernel, sizes, batch, parameters } = subject;
  const { outputs, config, inputs } = golden;
  const tolerance = golden.tolerance.outputs_abs;
  const encoded = encodedOf(subject);
  const { logits } = kernel.outputs(parameters, sizes, encoded, batch, PASS);
  const layout = goldenLayout(config.num_class);
  const labels = tf.tensor2d(inputs.labels.data, [batch.rows, config.num_class]);
  const loss = atl.compute(tf, { logits, labels, layout, params: {} });
  const values = reading.values(parameters, sizes, encoded, batch);
  for (const [name, got] of Object.entries({ ...values, logits })) {
    const want = tensorSchema.parse(outputs[name]);
    deviation.all(name, got.dataSync(), want.data, tolerance, 1);
  }
  deviation.all("atl_loss", loss.dataSync(), [outputs.atl_loss], tolerance, 1);
  const decoder = { ...atl.decoder, k: config.top_k_cap };
  const predicted = decode(logits.dataSync<"float32">(), batch.rows, layout, decoder);
  deviation.exact("pred_get_label", predicted.join() === outputs.pred_get_label.data.join());
}

function compareGradients(subject: Subject, deviation: Deviation): void {
  const { golden, kernel, sizes, batch, parameters } = subject;
  const { inputs, grads } = golden;
  const tolerance = golden.tolerance.grads_abs_over_max_abs_of_that_gradient;
  const weighting = tf.tensor2d(inputs.R.data, [batch.rows, sizes.columns]);
  const names = Object.keys(grads).filter((name) => name !== "of");
  const { grads: gradients } = tf.variableGrads(
    () =>
      kernel
        .outputs(parameters, sizes, encodedOf(subject), batch, PASS)
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
