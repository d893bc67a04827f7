import { z } from "zod";
import type { Features } from "../../contract/corpus/document.js";

const span = z.tuple([z.int(), z.int()]);
const ids = z.array(z.int());

/** Documents as the official readers give them. */
const fields = z.object({
  title: z.string(),
  input_ids: ids,
  entity_pos: z.array(z.array(span)),
  /** Class ids of each row; padded where there are rmasks. 0 is none. */
  labels: z.array(ids),
  /** Which of the labels count. */
  rmasks: z.array(ids).optional(),
  hts: z.array(span),
  /** Rows with labels; absent: any row may have some. */
  pos_num: z.int().optional(),
  sent_pos: z.array(span).optional(),
  sent_labels: z.array(ids).optional(),
});

/** What the fields say of one another. */
const documentSchema = fields
  .refine(({ labels, rmasks }) => isMasked(labels, rmasks), {
    path: ["rmasks"],
    error: "a mark for each label",
  })
  .refine(({ hts, entity_pos }) => hts.flat().every((entity) => entity in entity_pos), {
    path: ["hts"],
    error: "entities of entity_pos",
  });

const isMasked = (
  labels: readonly (readonly number[])[],
  rmasks: readonly (readonly number[])[] | undefined,
): boolean => rmasks === undefined || labels.every((row, i) => rmasks.at(i)?.length === row.length);

/** Fields of a document that say nothing more. */
const ASIDES = ["neg_num", "num_class", "evidence"];
const READ: ReadonlySet<string> = new Set([...Object.keys(fields.shape), ...ASIDES]);

/** Fields of the documents that hold more than the annotated documents themselves: what a teacher gave, say. */
export const unreadFields = (documents: readonly object[]): readonly string[] =>
  [...new Set(documents.flatMap((document) => Object.keys(document)))].filter(
    (field) => !READ.has(field),
  );

/** Documents as the model sees them. */
export const featuresOf = (documents: readonly unknown[]): Features[] =>
  z
    .array(documentSchema)
    .parse(documents)
    .map((document) => {
      const { title, input_ids, entity_pos, hts, labels, rmasks, pos_num, sent_pos } = document;
      const labelled = pos_num ?? hts.length;
      return {
        title,
        inputIds: Int32Array.from(input_ids),
        entityPositions: entity_pos,
        pairs: Int32Array.from(hts.flat()),
        positives: labels
          .slice(0, labelled)
          .map((row, pair) => row.filter((id, i) => (rmasks?.[pair][i] ?? 1) === 1 && id !== 0)),
        ...(sent_pos !== undefined && { sentences: sent_pos }),
        ...(document.sent_labels !== undefined && {
          evidence: document.sent_labels.slice(0, labelled),
        }),
      };
    });

/** The document with these pairs, in their order. */
export function withPairs(
  document: Features,
  pairs: readonly (readonly [number, number])[],
): Features {
  const rows = new Map<string, number>();
  for (let row = 0; 2 * row < document.pairs.length; row++) {
    rows.set(document.pairs.subarray(2 * row, 2 * row + 2).join(), row);
  }
  const kept = pairs.map((pair) => rows.get(pair.join()) ?? -1);
  const { evidence } = document;
  return {
    ...document,
    pairs: Int32Array.from(pairs.flat()),
    positives: kept.map((row) => document.positives[row] ?? []),
    ...(evidence !== undefined && { evidence: kept.map((row) => evidence[row] ?? []) }),
  };
}
