import * as tf from "@tensorflow/tfjs-core";
import type { GoldenPass, GoldenValues } from "../../contract/backbone-golden.js";
import type { BackboneOutputs, Kernel, ModelSizes } from "../../contract/backbone.js";
import type { Parameters, Weights } from "../../contract/compute/parameters.js";
import type { EncodedDocuments } from "../../contract/corpus/encoder.js";
import { BACKBONES } from "../../methods/backbones/registry.js";
import { gatherRows } from "../../nn/ops/gather.js";
import { assignParameters, createParameters, disposeParameters } from "../../nn/parameters.js";
import { newDeviation, type Deviation } from "../deviation.js";
import { goldenFile } from "../golden-file.js";
import { goldenSizes } from "../golden-sizes.js";
import { largest, weightOf } from "../tensors.js";
import { NotCovered, type Checker } from "../checker.js";
import { compareLosses } from "./losses.js";
import { mainPass } from "./main-pass.js";
import { backboneSchema, type BackboneGolden } from "./schema.js";

interface Subject {
  readonly golden: BackboneGolden;
  readonly kernel: Kernel;
  readonly reading: GoldenValues;
  readonly sizes: ModelSizes;
  readonly pass: GoldenPass;
  /** Parameters of the backbone, and what the encoder gave. */
  readonly parameters: Parameters;
  /** Their values before the pass. */
  readonly weights: Weights;
}

/**
 * Golden `backbone`: intermediate values, logits, predictions, losses and gradients of a backbone without its encoder.
 * A backbone whose kernel does not say how its golden files are read is not covered.
 */
export const check: Checker = async (content) => {
  const id = String(content.name);
  const backbone = BACKBONES.get(id);
  if (backbone === undefined) throw new NotCovered(`there is no backbone ${id}`);
  const { kernel } = await backbone.kernel();
  const { golden: reading } = kernel;
  if (reading === undefined)
    throw new NotCovered(`${id} does not say how its golden files are read`);
  const golden = backboneSchema.parse(content);
  const { config } = golden;
  const sizes: ModelSizes = {
    own: goldenSizes(reading, config),
    hidden: config.hidden_size,
    columns: config.num_class,
  };
  const file = goldenFile(content);
  const main = (): GoldenPass => mainPass(file);
  const deviation = newDeviation();
  const passes = reading.passes?.(file, main) ?? [main()];
  for (const pass of passes) {
    const tensors = { ...golden.params, ...golden.buffers, ...pass.encoded };
    const weights = new Map(
      Object.entries(tensors).map(([name, tensor]) => [name, weightOf(tensor)]),
    );
    const parameters = createParameters(tf, weights);
    const subject = { golden, kernel, reading, sizes, pass, parameters, weights };
    compareValues(subject, deviation);
    compareGradients(subject, deviation);
    disposeParameters(parameters);
  }
  return deviation.outcome(passes.length);
};

/** What an encoder would have given: all hidden states, and of the attention the rows that the backbone asks for. */
function encodedOf({ kernel, parameters, pass }: Subject): EncodedDocuments {
  const { size, width } = pass.batch;
  return {
    hidden: parameters.get("sequence_output")!.reshape([size, width, -1]),
    attention: attentionRows(kernel.positions(pass.batch), parameters.get("attention"), width),
    pooled: () => parameters.get("pooled_output")!.reshape([size, -1]),
  };
}

function attentionRows(
  positions: readonly (readonly number[])[],
  attention: tf.Tensor | undefined,
  width: number,
): tf.Tensor3D {
  const rows = positions.flatMap((at, d) => at.map((position) => d * width + position));
  if (attention === undefined || rows.length === 0) return tf.zeros([0, 1, width]);
  const [documents, heads] = attention.shape;
  const byPosition = attention
    .transpose([0, 2, 1, 3])
    .reshape<tf.Tensor2D>([documents * width, heads * width]);
  return gatherRows(byPosition, Int32Array.from(rows)).reshape([rows.length, heads, width]);
}

/** Golden passes drop nothing. */
const modeOf = ({ mode }: GoldenPass) => ({ mode, dropout: null });

const outputsOf = (subject: Subject): BackboneOutputs => {
  const { kernel, parameters, sizes, pass } = subject;
  return kernel.outputs(parameters, sizes, encodedOf(subject), pass.batch, modeOf(pass));
};

/** What the kernel's own reading names. A pass in mode train changes running statistics: each begins with the file's. */
function valuesOf(subject: Subject): Readonly<Record<string, tf.Tensor>> {
  const { reading, parameters, sizes, pass, weights } = subject;
  assignParameters(tf, parameters, weights);
  const encoded = encodedOf(subject);
  return reading.values(parameters, sizes, encoded, pass.batch, modeOf(pass));
}

const termsOf = ({ auxiliary = [] }: BackboneOutputs): Readonly<Record<string, tf.Tensor>> =>
  Object.fromEntries(auxiliary.map(([name, value]) => [name, value]));

const at = ({ pass }: Subject, what: string): string =>
  pass.name === "" ? what : `${pass.name}, ${what}`;

function compareValues(subject: Subject, deviation: Deviation): void {
  const { golden, parameters, sizes, pass } = subject;
  const { tolerance } = golden;
  const compare = (name: string, got: ArrayLike<number>, want: ArrayLike<number>): void => {
    if ("abs" in tolerance) deviation.all(at(subject, name), got, want, tolerance.abs);
    else deviation.all(at(subject, name), got, want, tolerance.outputs_abs, 1);
  };
  tf.tidy(() => {
    const outputs = outputsOf(subject);
    for (const [name, want] of Object.entries(pass.after ?? {})) {
      compare(`${name} afterwards`, parameters.get(name)?.dataSync() ?? [], want.data);
    }
    const computed = { ...valuesOf(subject), ...termsOf(outputs), logits: outputs.logits };
    for (const [name, value] of Object.entries(computed)) {
      const isWanted = Object.hasOwn(pass.values, name);
      if (isWanted) compare(name, value.dataSync(), pass.values[name].data);
      // The main pass has all that the kernel computes for it.
      else if (pass.name === "") deviation.exact(`${name}, which the file lacks`, false);
    }
    if (pass.name === "") compareLosses(golden, outputs.logits, pass, sizes, deviation);
  });
}

function compareGradients(subject: Subject, deviation: Deviation): void {
  const { golden, parameters, pass, weights } = subject;
  const { tolerance } = golden;
  for (const { of, weights: factors, wanted } of pass.gradients) {
    const named = [...Object.keys(wanted)].map((name) => [name, parameters.get(name)] as const);
    const present = named.flatMap(([, variable]) => variable ?? []);
    for (const [name, variable] of named) {
      deviation.exact(at(subject, `a parameter ${name}`), variable !== undefined);
    }
    if (present.length === 0) continue;
    tf.tidy(() => {
      assignParameters(tf, parameters, weights);
      const { grads } = tf.variableGrads(() => {
        const outputs = outputsOf(subject);
        const value =
          of === "logits" ? outputs.logits : (termsOf(outputs)[of] ?? valuesOf(subject)[of]);
        const sum = factors === undefined ? value : value.mul(tf.tensor(factors.data, value.shape));
        return sum.sum();
      }, present);
      for (const [name, variable] of named) {
        if (variable === undefined) continue;
        const want = wanted[name].data;
        const where = at(subject, `gradient of ${of} by ${name}`);
        // What a value does not depend on has the gradient 0.
        const depends = Object.hasOwn(grads, variable.name);
        const got = depends ? grads[variable.name].dataSync() : new Float32Array(want.length);
        if ("abs" in tolerance) deviation.all(where, got, want, tolerance.abs);
        else {
          const relative = tolerance.grads_abs_over_max_abs_of_that_gradient;
          deviation.all(where, got, want, relative, largest(want));
        }
      }
    });
  }
}
