import * as tf from "@tensorflow/tfjs-core";
import { badInput } from "../../../base/errors.js";
import type { BackboneBatch, BackboneOutputs, Kernel } from "../../../contract/backbone.js";
import type { Weights } from "../../../contract/compute/parameters.js";
import type { Tf } from "../../../contract/loss.js";
import { ENCODER_PREFIX } from "../../../nn/parameters.js";
import * as parts from "./parts.js";

/** A backbone of a user's file, as far as its kernel is concerned. */
export interface OwnKernel {
  readonly id: string;
  readonly newLayers: readonly string[];
  /** May give anything. */
  readonly make: (tf: Tf, nn: typeof parts) => unknown;
  /** File and line, for messages. */
  readonly place: string;
  /** Calls one of its functions; what that throws is made an error of the file. */
  readonly call: <T>(expected: string, compute: () => T) => T;
}

/**
 * The kernel of a backbone of a user's file: what its functions throw or give is checked at every call.
 * @throws AmtlError (2) with file and line, from here and from each of the kernel's functions.
 */
export function ownKernel({ id, newLayers, make, place, call }: OwnKernel): Kernel {
  const refuse = (what: string, where: string, expected: string, got: string): Error =>
    badInput(`Backbone ${id} ${what}`, { where: `${place}, ${where}`, expected, got });

  const functions = "an object with the functions initial, positions and outputs";
  const made: unknown = call(functions, () => make(tf, parts));
  const missing = ["initial", "positions", "outputs"].filter(
    (name) => typeof (made as Record<string, unknown> | null | undefined)?.[name] !== "function",
  );
  if (missing.length > 0) {
    throw refuse("has no kernel", "kernel", functions, `no ${missing.join(", ")}`);
  }
  const kernel = made as Kernel;

  return {
    ...(kernel.readsPadding === true && { readsPadding: true }),
    initial: (sizes, random) => {
      const expected = "initial values by name: new Map(nn.linearInitial(…))";
      const given: unknown = call(expected, () => kernel.initial(sizes, random));
      const flaw = flawOfWeights(given, newLayers);
      if (flaw !== null) throw refuse("gave no initial values", "initial", expected, flaw);
      return given as Weights;
    },
    positions: (batch) => {
      const expected = `for each of ${batch.size} documents a list of positions below ${batch.width}`;
      const given: unknown = call(expected, () => kernel.positions(batch));
      const flaw = flawOfPositions(given, batch);
      if (flaw !== null) throw refuse("gave no positions", "positions", expected, flaw);
      return given as readonly (readonly number[])[];
    },
    outputs: (parameters, sizes, encoded, batch, pass) => {
      const shape = [batch.rows, sizes.columns];
      const expected = `logits [${shape.join(", ")}], a row a pair and a column a class`;
      const given: unknown = call(expected, () =>
        kernel.outputs(parameters, sizes, encoded, batch, pass),
      );
      const logits = fieldOf(given, "logits");
      if (!isTensorOf(logits, shape)) {
        throw refuse("gave logits of another shape", "outputs", expected, nameOf(logits));
      }
      const flaw = flawOfRest(given, batch);
      if (flaw !== null) throw refuse(...flaw);
      return given as BackboneOutputs;
    },
  };
}

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;

const listOf = (value: unknown): readonly unknown[] | null =>
  Array.isArray(value) ? (value as readonly unknown[]) : null;

const tensorOf = (value: unknown): tf.Tensor | null =>
  value instanceof tf.Tensor ? (value as tf.Tensor) : null;

const isTensorOf = (value: unknown, shape: readonly number[]): boolean =>
  tensorOf(value)?.shape.join() === shape.join();

function nameOf(value: unknown): string {
  if (value === undefined) return "none";
  const tensor = tensorOf(value);
  if (tensor !== null) return `a tensor [${tensor.shape.join(", ")}]`;
  const list = listOf(value);
  return list === null ? typeof value : `[${list.map(nameOf).join(", ")}]`;
}

/** What is wrong with initial values; null: nothing. */
function flawOfWeights(given: unknown, newLayers: readonly string[]): string | null {
  if (!(given instanceof Map)) return nameOf(given);
  const named: readonly (readonly [unknown, unknown])[] = [...given];
  const names = named.map(([name]) => String(name));
  for (const [at, [, value]] of named.entries()) {
    const name = names[at];
    const [shape, values] = [listOf(fieldOf(value, "shape")), fieldOf(value, "values")];
    if (name.startsWith(ENCODER_PREFIX))
      return `a parameter ${name}: names that begin with ${ENCODER_PREFIX} are the encoder's`;
    if (shape === null || !(values instanceof Float32Array))
      return `${name} without shape and values (a Float32Array)`;
    const size = shape.reduce<number>((product, n) => product * Number(n), 1);
    if (values.length !== size) return `${name} [${shape.join(", ")}] with ${values.length} values`;
  }
  if (names.some((name) => newLayers.some((word) => name.includes(word)))) return null;
  return `${names.join(", ") || "no parameters"}, none with a word of newLayers (${newLayers.join(", ")})`;
}

function flawOfPositions(given: unknown, { size, width }: BackboneBatch): string | null {
  const lists = listOf(given)?.map(listOf) ?? null;
  if (lists === null) return nameOf(given);
  if (lists.length !== size || lists.includes(null)) return `a list of ${lists.length}`;
  const isPlace = (at: unknown): boolean =>
    typeof at === "number" && Number.isInteger(at) && at >= 0 && at < width;
  const wrong = lists.flatMap((list) => list ?? []).filter((at) => !isPlace(at));
  return wrong.length === 0 ? null : wrong.map(String).join(", ");
}

/** What is wrong beside the logits: the parts of one refusal; null: nothing. */
function flawOfRest(
  given: unknown,
  { rows }: BackboneBatch,
): readonly [what: string, where: string, expected: string, got: string] | null {
  const [pairs, auxiliary] = [fieldOf(given, "pairs"), fieldOf(given, "auxiliary")];
  if (pairs !== undefined) {
    const sides = ["head", "tail"].map((name) => fieldOf(pairs, name));
    const expected = `{ head, tail, block } with vectors of ${rows} pairs`;
    const isWhole = sides.every((side) => tensorOf(side)?.shape[0] === rows);
    if (!isWhole || typeof fieldOf(pairs, "block") !== "number")
      return ["gave no pair vectors", "outputs, pairs", expected, nameOf(sides)];
  }
  if (auxiliary === undefined) return null;
  const isTerm = (term: unknown): boolean => {
    const [name, value, weight] = listOf(term) ?? [];
    return typeof name === "string" && isTensorOf(value, []) && Number.isFinite(weight);
  };
  if (listOf(auxiliary)?.every(isTerm) === true) return null;
  return [
    "gave an auxiliary loss that is none",
    "outputs, auxiliary",
    "a list of [name, a scalar tensor, its weight]",
    nameOf(auxiliary),
  ];
}
