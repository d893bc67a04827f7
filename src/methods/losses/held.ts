import type { LossSpec } from "../../contract/train-spec.js";

/** Ids of the losses that a loss holds in its segments, one for all or one for each; none for any other loss than amt. */
export const segmentLossesOf = ({ params }: Pick<LossSpec, "params">): readonly string[] =>
  Array.isArray(params.losses)
    ? params.losses.map((entry: { readonly loss: string }) => entry.loss)
    : [];

/** Ids of all losses that a training computes: its own, and those that it holds in its segments; each once. */
export const lossesOf = (loss: LossSpec): readonly string[] => [
  ...new Set([loss.id, ...segmentLossesOf(loss)]),
];
