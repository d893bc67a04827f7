import type { Features } from "../../contract/corpus/document.js";

/** A document that is longer than the model reads. */
export interface Cut {
  readonly title: string;
  /** Pieces that are read. */
  readonly read: number;
  readonly entities: number;
  /** Entities of which no mention is read: nothing is known of them. */
  readonly unread: number;
}

/**
 * The documents of which the model reads the beginning only.
 * @param maxLength pieces that it reads, special ones included.
 */
export const cutsOf = (features: readonly Features[], maxLength: number): readonly Cut[] =>
  features
    .filter(({ inputIds }) => inputIds.length >= maxLength)
    .map(({ title, entityPositions }) => ({
      title,
      read: maxLength,
      entities: entityPositions.length,
      unread: entityPositions.filter((mentions) =>
        mentions.every(([start]) => start + 1 >= maxLength),
      ).length,
    }));
