import type * as tfcore from "@tensorflow/tfjs-core";
import type { Tf } from "../contract/loss.js";
import type { Parameters, Weight, Weights } from "../contract/compute/parameters.js";

/** Prefix of the encoder's parameters, as in the official models. */
export const ENCODER_PREFIX = "model.";

/**
 * Makes a variable of every weight, named prefix + name. The variables' own names are TensorFlow's choice, so that
 * two models can live side by side; what counts is the key of the map. The caller disposes them.
 */
export function createParameters(
  tf: Tf,
  weights: Weights,
  prefix = "",
): Map<string, tfcore.Variable> {
  const parameters = new Map<string, tfcore.Variable>();
  for (const [name, { shape, values }] of weights) {
    const initial = tf.tensor(values.slice(), [...shape], "float32");
    parameters.set(prefix + name, tf.variable(initial));
    initial.dispose();
  }
  return parameters;
}

export function disposeParameters(parameters: Parameters): void {
  for (const variable of parameters.values()) variable.dispose();
}

/** A copy of all values, for checkpoints; later steps do not change it. */
export function readParameters(parameters: Parameters): Map<string, Weight> {
  const weights = new Map<string, Weight>();
  for (const [name, variable] of parameters) {
    weights.set(name, {
      shape: [...variable.shape],
      values: Float32Array.from(variable.dataSync<"float32">()),
    });
  }
  return weights;
}

/**
 * Puts stored values back, bit for bit.
 * @throws Error when a parameter has no stored value or one of another shape.
 */
export function assignParameters(tf: Tf, parameters: Parameters, weights: Weights): void {
  for (const [name, variable] of parameters) {
    const weight = weights.get(name);
    if (weight?.shape.join() !== variable.shape.join()) {
      throw new Error(
        `Expected ${name} of shape [${variable.shape.join(", ")}], got ${weight ? `[${weight.shape.join(", ")}]` : "none"}`,
      );
    }
    const value = tf.tensor(weight.values.slice(), [...weight.shape], "float32");
    variable.assign(value);
    value.dispose();
  }
}

/** A model has no parameter of a name that is asked for: a mistake of the program, or a golden file that lacks it. */
export class NoParameter extends Error {}

/** The parameter of that name. Throws NoParameter when the model has none. */
export function parameter(parameters: Parameters, name: string): tfcore.Variable {
  const variable = parameters.get(name);
  if (variable === undefined)
    throw new NoParameter(`Expected a parameter ${name}, got none of that name`);
  return variable;
}
