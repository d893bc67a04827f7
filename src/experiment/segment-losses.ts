import type { LossSpec } from "./types.js";

/** Ids of the losses that a loss holds in its segments, one for all or one for each; none for any other loss than amt. */
export const segmentLossesOf = ({ params }: Pick<LossSpec, "params">): readonly string[] =>
  Array.isArray(params.losses)
    ? params.losses.map((entry: { readonly loss: string }) => entry.loss)
    : [];
