import type { EncoderConfig } from "../src/contract/corpus/encoder.js";

/** Documents of a step, their pieces and entities; all ordered pairs of a document are scored. */
export const BATCH = { documents: 4, width: 256, entities: 20, columns: 100 } as const;
export const PAIRS = BATCH.documents * BATCH.entities * (BATCH.entities - 1);

export interface Shape {
  readonly name: string;
  readonly config: EncoderConfig;
  readonly head: { readonly embedding: number; readonly block: number };
}

const shape = (name: string, width: number, layers: number, heads: number): Shape => ({
  name,
  config: {
    family: "bert",
    vocabulary: 30_522,
    width,
    layers,
    heads,
    feedForward: 4 * width,
    positions: 512,
    tokenTypes: 2,
    epsilon: 1e-12,
    hiddenDropout: 0.1,
    attentionDropout: 0.1,
    padding: 0,
  },
  head: { embedding: width, block: 64 },
});

export const SHAPES: readonly Shape[] = [
  shape("tiny", 128, 2, 2),
  shape("MiniLM", 384, 6, 12),
  shape("BERT-base", 768, 12, 12),
];

/** @throws Error where there is no shape of that name. */
export function shapeOf(name: string | undefined): Shape {
  const found = SHAPES.find((each) => each.name === name);
  if (found !== undefined) return found;
  throw new Error(`Expected a shape (${SHAPES.map((each) => each.name).join(", ")})`);
}

/** The formula of {@link stepWork}, as it is printed. */
export const FORMULA =
  "3 · 2 · (L·(B·c·(4d² + 2df) + 2·B·c²·d) + B·e·2·d·m + (n/2)·(c·H + c·d + 2·d·m) + n·m·k·R)" +
  " with L layers, B documents of c pieces and e entities, width d, H heads, feed-forward f, n pairs," +
  " head width m, block k, R outputs: every product of matrices once forward and twice backward";

/** What the work of a step depends on, of each of its documents. */
export interface WorkSizes {
  readonly pieces: number;
  readonly entities: number;
}

const SQUARE: readonly WorkSizes[] = Array.from({ length: BATCH.documents }, () => ({
  pieces: BATCH.width,
  entities: BATCH.entities,
}));

/**
 * Floating-point operations of a training step: two for each multiplication of a matrix product, forward once and
 * backward twice. What is shared is counted once (an entity's half of the extractors, the context of (h, t) and
 * (t, h)); padding, what the backward pass computes again, and everything that is no matrix product, not at all.
 */
export function stepWork({ config, head }: Shape, documents = SQUARE): number {
  const { layers: L, width: d, heads: H, feedForward: f } = config;
  const { embedding: m, block: k } = head;
  const R = BATCH.columns;
  return documents.reduce((sum, { pieces: c, entities: e }) => {
    const pairs = e * (e - 1);
    const encoder = L * (c * (4 * d ** 2 + 2 * d * f) + 2 * c ** 2 * d);
    const contexts = (pairs / 2) * (c * H + c * d + 2 * d * m);
    return sum + 3 * 2 * (encoder + e * 2 * d * m + contexts + pairs * m * k * R);
  }, 0);
}
