import { z } from "zod";
import type { Features } from "../../../contract/corpus/document.js";

const span = z.tuple([z.int(), z.int()]);

/** A document of the golden files: annotated words, before the official loader. */
const documentSchema = z.object({
  title: z.string(),
  /** A word is a list of piece ids, or "x#k", which stands for k pieces (one without "#k"). */
  sents: z.array(z.array(z.union([z.string(), z.array(z.int())]))),
  vertexSet: z.array(z.array(z.object({ sent_id: z.int(), pos: span, type: z.string() }))),
  /** [h, t, columns], or one relation each, "R<column>". */
  labels: z.array(
    z.union([
      z.tuple([z.int(), z.int(), z.array(z.int())]),
      z.object({ h: z.int(), t: z.int(), r: z.string() }),
    ]),
  ),
  input_ids: z.array(z.int()).optional(),
});
type GoldenDocument = z.infer<typeof documentSchema>;

/** Special tokens included; the rest is cut off. */
const MOST_PIECES = 511;

const piecesOf = (word: string | readonly number[]): number =>
  typeof word === "string" ? Number(word.split("#").at(1) ?? 1) : word.length;

/** All pairs h ≠ t in nested order, as the files number them, with their columns. */
function pairsOf({ vertexSet, labels }: GoldenDocument): Pick<Features, "pairs" | "positives"> {
  const columns = new Map<string, number[]>();
  for (const label of labels) {
    const [h, t, own] = Array.isArray(label)
      ? label
      : ([label.h, label.t, [Number(label.r.slice(1))]] as const);
    columns.set(`${h} ${t}`, [...(columns.get(`${h} ${t}`) ?? []), ...own]);
  }
  const entities = [...vertexSet.keys()];
  const pairs = entities.flatMap((h) => entities.filter((t) => t !== h).map((t) => [h, t]));
  return {
    pairs: Int32Array.from(pairs.flat()),
    positives: pairs.map(([h, t]) => columns.get(`${h} ${t}`) ?? []),
  };
}

/** A document of a golden file as the model sees it. */
export function goldenDocument(json: unknown): Features {
  const document = documentSchema.parse(json);
  let pieces = 0;
  const startsOf = document.sents.map((words) => {
    const starts = words.map((word) => {
      const start = pieces;
      pieces += piecesOf(word);
      return start;
    });
    return [...starts, pieces];
  });
  const length = Math.min(pieces + 2, MOST_PIECES);
  return {
    title: document.title,
    inputIds: Int32Array.from(document.input_ids ?? new Int32Array(length)),
    entityPositions: document.vertexSet.map((mentions) =>
      mentions.map(({ sent_id, pos: [from, to] }) => {
        const starts = startsOf[sent_id];
        return [starts[from], starts[to]] as const;
      }),
    ),
    entityTypes: document.vertexSet.map((mentions) => mentions.map(({ type }) => type)),
    sentences: startsOf.map((starts) => [starts[0], starts.at(-1)!] as const),
    ...pairsOf(document),
  };
}
