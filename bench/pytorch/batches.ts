import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "csv-parse/sync";
import * as z from "zod";
import { BATCH } from "../shapes.js";

/** Pieces, entities, mentions and labelled pairs of a document. */
export type DocumentSizes = readonly [
  pieces: number,
  entities: number,
  mentions: number,
  labelled: number,
];

export type BatchSizes = readonly DocumentSizes[];

/** Beside the sources: the compiler copies no CSV. */
export const LENGTHS = fileURLToPath(
  new URL("../../../bench/pytorch/lengths.csv", import.meta.url),
);
export const COLUMNS = ["pieces", "entities", "mentions", "labelled"] as const;

const ROW = z.strictObject({
  batch: z.coerce.number().int(),
  pieces: z.coerce.number().int(),
  entities: z.coerce.number().int(),
  mentions: z.coerce.number().int(),
  labelled: z.coerce.number().int(),
});

/** Labelled pairs of a document of the square batch. */
const LABELLED = 27;

/**
 * `real`: random batches of four documents of Re-DocRED's dev and test sets, as lengths.csv keeps their sizes.
 * `square`: four documents of one length, the same again and again.
 */
export type BatchKind = "real" | "square";

/** The first batches of that kind. */
export function batchesOf(kind: BatchKind, count: number): readonly BatchSizes[] {
  if (kind === "square") {
    const { documents, width, entities } = BATCH;
    const document: DocumentSizes = [width, entities, 2 * entities, LABELLED];
    return Array.from({ length: count }, () => Array.from({ length: documents }, () => document));
  }
  const rows = z.array(ROW).parse(parse(readFileSync(LENGTHS), { columns: true }));
  return Array.from({ length: count }, (_, index) =>
    rows
      .filter(({ batch }) => batch === index)
      .map(({ pieces, entities, mentions, labelled }): DocumentSizes => {
        return [pieces, entities, mentions, labelled];
      }),
  );
}

/** Ordered pairs of different entities. */
export const pairsOf = (batch: BatchSizes): number =>
  batch.reduce((sum, [, entities]) => sum + entities * (entities - 1), 0);
