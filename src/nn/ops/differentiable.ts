import * as tf from "@tensorflow/tfjs-core";

/** Tensors that a backward pass needs, by name; null where a pass has none of a kind. */
export type SavedTensors = Readonly<Record<string, tf.Tensor | null>>;

/** A value with the way back: what the backward pass needs, and the gradients by the inputs, in their order. */
export interface Traced<Saved extends SavedTensors> {
  readonly value: tf.Tensor;
  readonly saved: Saved;
  /** May free saved tensors as it goes: each value is differentiated once. */
  readonly backward: (dy: tf.Tensor, saved: Saved) => tf.Tensor[];
}

/** What it is given, with the type of its saved tensors found out. */
export const traced = <Saved extends SavedTensors>(trace: Traced<Saved>): Traced<Saved> => trace;

/**
 * One node of the gradient tape with a hand-written backward pass. The tape of tfjs keeps every intermediate
 * tensor and adds gradients pairwise; a block written this way keeps what it names and sums once.
 */
export function differentiable<Saved extends SavedTensors>(
  inputs: readonly tf.Tensor[],
  forward: () => Traced<Saved>,
): tf.Tensor {
  const op = tf.customGrad((...args: (tf.Tensor | tf.GradSaveFunc)[]) => {
    const save = args[args.length - 1] as tf.GradSaveFunc;
    const { value, saved, backward } = forward();
    const names = Object.keys(saved).filter((name) => saved[name] !== null);
    save(names.map((name) => saved[name]!));
    const gradFunc = (dy: tf.Tensor, kept: tf.Tensor[]): tf.Tensor[] => {
      const entries = names.map((name, index) => [name, kept[index]] as const);
      return backward(dy, { ...saved, ...Object.fromEntries(entries) });
    };
    return { value, gradFunc };
  });
  return op(...inputs);
}
