import * as tf from "@tensorflow/tfjs-core";
import type { Random } from "../../../base/random.js";
import type { Dropout } from "../../../contract/compute/dropout.js";
import type { Parameters } from "../../../contract/compute/parameters.js";
import { bodyKey, DEPTH, type Body } from "./bodies.js";
import { generatorLogits, type GeneratorSizes, type Sources } from "./generator.js";
import { drawn } from "./posterior.js";
import { drawnBodies, type DrawnBody } from "./rules.js";

/** A triple by the index of its head's type, its relation and its tail's type, each from 0. */
export interface Source {
  readonly head: number;
  readonly relation: number;
  readonly tail: number;
}

const sourcesOf = (triples: readonly Source[]): Sources => ({
  heads: Int32Array.from(triples, ({ head }) => head),
  relations: Int32Array.from(triples, ({ relation }) => relation),
  tails: Int32Array.from(triples, ({ tail }) => tail),
});

/** Cross-entropy of bodies, the mean over all positions, and its gradients, which the caller disposes. */
export function generatorStep(
  parameters: Parameters,
  sizes: GeneratorSizes,
  examples: readonly { readonly triple: Source; readonly body: Body }[],
  dropout: Dropout,
): { readonly loss: number; readonly gradients: ReadonlyMap<string, tf.Tensor> } {
  const sources = sourcesOf(examples.map(({ triple }) => triple));
  const before = Int32Array.from(examples.flatMap(({ body }) => body.slice(0, -1)).map(indexOf));
  const wanted = Int32Array.from(examples.flatMap(({ body }) => body).map(indexOf));
  const names = new Map([...parameters].map(([name, variable]) => [variable.name, name]));
  const { value, grads } = tf.variableGrads(() => {
    const logits = generatorLogits(parameters, sizes, sources, before, dropout);
    const chosen = tf.oneHot(tf.tensor1d(wanted, "int32"), logits.shape[1]).toFloat();
    return tf.logSoftmax(logits).mul(chosen).sum().div<tf.Scalar>(-wanted.length);
  }, [...parameters.values()]);
  const loss = value.dataSync()[0];
  value.dispose();
  const gradients = new Map(
    Object.entries(grads).map(([name, gradient]) => [names.get(name)!, gradient]),
  );
  return { loss, gradients };
}

/** An atom's number counts from 1. */
const indexOf = (number: number): number => number - 1;

/** Triples that are drawn for at once. */
const AT_ONCE = 64;

/** Draws `draws` bodies for each triple, atom by atom. */
export function generate(
  parameters: Parameters,
  sizes: GeneratorSizes,
  triples: readonly Source[],
  draws: number,
  random: Random,
): readonly (readonly DrawnBody[])[] {
  const found: (readonly DrawnBody[])[] = [];
  for (let from = 0; from < triples.length; from += AT_ONCE) {
    const some = triples.slice(from, from + AT_ONCE);
    found.push(...generateFor(parameters, sizes, some, draws, random));
  }
  return found;
}

function generateFor(
  parameters: Parameters,
  sizes: GeneratorSizes,
  triples: readonly Source[],
  draws: number,
  random: Random,
): readonly (readonly DrawnBody[])[] {
  const repeated = triples.flatMap((triple) => Array.from({ length: draws }, () => triple));
  const sources = sourcesOf(repeated);
  const before = new Int32Array(repeated.length * (DEPTH - 1));
  const bodies = repeated.map((): number[] => []);
  const priors = new Float64Array(repeated.length);
  for (let step = 0; step < DEPTH; step++) {
    const logs = tf.tidy(() =>
      tf.logSoftmax(generatorLogits(parameters, sizes, sources, before, null)),
    );
    const values = logs.dataSync<"float32">();
    const [, atoms] = logs.shape;
    bodies.forEach((body, i) => {
      const from = (i * DEPTH + step) * atoms;
      const index = drawn(values.subarray(from, from + atoms), random, Math.exp);
      body.push(index + 1);
      priors[i] += values[from + index];
      if (step < DEPTH - 1) before[i * (DEPTH - 1) + step] = index;
    });
    logs.dispose();
  }
  return triples.map((_, k) => {
    const drawn = new Map<string, { prior: number; count: number }>();
    for (let i = k * draws; i < (k + 1) * draws; i++) {
      const key = bodyKey(bodies[i]);
      drawn.set(key, { prior: priors[i], count: (drawn.get(key)?.count ?? 0) + 1 });
    }
    return drawnBodies(drawn);
  });
}
