import { type Batch, makeBatch } from "../../corpus/features/batch.js";
import { buildFeatures } from "../../corpus/features/features.js";
import { RELEASED } from "../../methods/datasets/registry.js";
import type { Document, Features, PairOrder } from "../../contract/corpus/document.js";
import { buildLayout } from "../../experiment/layout/layout.js";
import type { LabelLayout } from "../../contract/layout.js";
import type { RealCase, SyntheticExpectation } from "./schema.js";
import { inPairs, nonZero, padded, withRepeats } from "./shapes.js";
import { fixtureTokenizer } from "./tokenizers.js";

// The golden files are of the data set whose ranking the authors released.
const [{ relations, ranking }] = RELEASED;
const LAYOUT_97 = buildLayout({ segments: null, lambda: 1 }, relations);
const LAYOUT_100 = buildLayout({ segments: [10, 20, 46, 20], lambda: 3.5 }, ranking);
const chunk3 = fixtureTokenizer("chunk3");
const words = fixtureTokenizer("words");

export interface Comparison {
  readonly where: string;
  readonly expected: unknown;
  readonly got: unknown;
}

const features = (document: Document, maxLength: number, pairs: PairOrder = "official"): Features =>
  buildFeatures(document, { tokenizer: chunk3, layout: LAYOUT_97, maxLength, pairs });

const tokens = (ids: Int32Array): string[] => [...ids.subarray(1, -1)].map(chunk3.piece);

/** A published document, through both tokenizers and both relation maps. */
export function* realCase(
  document: Document,
  expected: RealCase,
  max: number,
): Generator<Comparison> {
  const where = `document ${expected.dev_index}`;
  const ours = features(document, max);
  const byWords = buildFeatures(document, { tokenizer: words, layout: LAYOUT_97, maxLength: max });
  const narrow = padded(document, LAYOUT_97);
  const got = {
    tokens: tokens(ours.inputIds),
    length_with_special: ours.inputIds.length,
    length_with_special_when_max_128: features(document, 128).inputIds.length,
    entity_pos: ours.entityPositions,
    words_tokenizer: {
      num_tokens: byWords.inputIds.length - 2,
      entity_pos: byWords.entityPositions,
    },
    pos_num: ours.positives.length,
    neg_num: ours.pairs.length / 2 - ours.positives.length,
    hts: inPairs(ours.pairs),
    labels_padded_97: narrow.labels,
    rmasks: narrow.mask,
    labels_padded_100: padded(document, LAYOUT_100).labels,
  };
  for (const field of Object.keys(got) as (keyof typeof got)[]) {
    yield { where: `${where}, ${field}`, expected: expected[field], got: got[field] };
  }
}

/** A made-up document with a repeated label or a self pair; the variants of three official codes. */
export function* syntheticCase(
  document: Document,
  expected: SyntheticExpectation,
  max: number,
): Generator<Comparison> {
  const ours = features(document, max);
  const all = features(document, max, "all");
  const narrow = padded(document, LAYOUT_97);
  const clamped = nonZero(makeBatch([ours], LAYOUT_97));
  const got = {
    tokens: tokens(ours.inputIds),
    entity_pos: ours.entityPositions,
    hts: inPairs(ours.pairs),
    labels_padded_97: narrow.labels,
    rmasks: narrow.mask,
    pos_num: ours.positives.length,
    neg_num: ours.pairs.length / 2 - ours.positives.length,
    amtl_multi_hot_nonzero: withRepeats(document, LAYOUT_97, clamped),
    atlop_multi_hot_nonzero: clamped,
    kd_hts: inPairs(all.pairs),
    kd_multi_hot_nonzero: nonZero(makeBatch([all], LAYOUT_97)),
  };
  for (const field of Object.keys(got) as (keyof typeof got)[]) {
    if (expected[field] === undefined) continue;
    yield {
      where: `${document.title}, ${field}`,
      expected: expected[field],
      got: got[field],
    };
  }
}

/** The published documents as one batch. */
export function* batchCase(
  documents: readonly Document[],
  expected: Readonly<Record<string, unknown>>,
  max: number,
): Generator<Comparison> {
  const batchOf = (layout: LabelLayout): Batch =>
    makeBatch(
      documents.map((document) =>
        buildFeatures(document, { tokenizer: chunk3, layout, maxLength: max }),
      ),
      layout,
    );
  const [narrow, wide] = [batchOf(LAYOUT_97), batchOf(LAYOUT_100)];
  const sums = documents.map((_, i) =>
    narrow.mask.subarray(i * narrow.width, (i + 1) * narrow.width).reduce((sum, m) => sum + m, 0),
  );
  const positive = (batch: Batch): number[][] =>
    nonZero(batch).filter(([, column]) => column !== 0);
  const got: Record<string, unknown> = {
    padded_length: narrow.width,
    mask_sums: sums,
    labels_shape_97: [narrow.rows, narrow.columns],
    labels_shape_100: [wide.rows, wide.columns],
    positive_entries_97: positive(narrow),
    positive_entries_100: positive(wide),
    num_na_rows: nonZero(wide).filter(([, column]) => column === 0).length,
  };
  for (const [field, value] of Object.entries(got)) {
    yield { where: `batch, ${field}`, expected: expected[field], got: value };
  }
}
