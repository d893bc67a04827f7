import { isDeepStrictEqual } from "node:util";
import { badInput } from "../../base/errors.js";
import { readDocuments } from "../../corpus/read/reader.js";
import type { Document } from "../../contract/corpus/document.js";
import { checkDocument } from "../../corpus/read/validate.js";
import { batchCase, type Comparison, realCase, syntheticCase } from "./cases.js";
import { type PreprocessGolden, preprocessSchema } from "./schema.js";
import { RELEASED } from "../../methods/datasets/registry.js";
import type { Checker } from "../checker.js";

/** What the official code was run on. */
const [{ devFile: CORPUS }] = RELEASED;

/** The second made-up document is the first with other labels; the golden file says so in words. */
function* syntheticCases(golden: PreprocessGolden, file: string): Generator<Comparison> {
  const [first, second] = golden.synthetic;
  const document = checkDocument(first.document, file, 0);
  yield* syntheticCase(document, first.expect, golden.max_seq_length);
  const facts = [...second.document_like.matchAll(/\((\d+),(\d+),(\w+)\)/g)].map(([, h, t, r]) => ({
    h: Number(h),
    t: Number(t),
    r: r,
    evidence: [],
  }));
  const like = { ...document, title: second.document_like, facts };
  yield* syntheticCase(like, second.expect, golden.max_seq_length);
}

function* realCases(golden: PreprocessGolden, corpus: readonly Document[]): Generator<Comparison> {
  const documents = golden.documents.map(({ dev_index: index }) => {
    const document = corpus.at(index);
    if (document === undefined) {
      throw badInput("Corpus is too short for the golden file", {
        where: CORPUS,
        expected: `a document ${index}`,
        got: `${corpus.length} documents`,
      });
    }
    return document;
  });
  for (const [i, document] of documents.entries()) {
    yield* realCase(document, golden.documents[i], golden.max_seq_length);
  }
  yield* batchCase(documents, golden.batch_of_the_five, golden.max_seq_length);
}

/**
 * Documents to tokens, entity positions, pairs, labels and batches: exactly as the official reader and collate
 * functions make them. The typed markers of DocuNet are not among the fields that are recomputed.
 */
export const check: Checker = async (raw, { file, find }) => {
  const golden = preprocessSchema.parse(raw);
  const comparisons = [...syntheticCases(golden, file)];
  const corpus = await find(CORPUS);
  if (corpus !== null) comparisons.push(...realCases(golden, await readDocuments(corpus)));
  const wrong = comparisons.find(({ expected, got }) => !isDeepStrictEqual(got, expected));
  const absent = corpus === null ? `${CORPUS} is not at hand (set AMTL_DATA)` : undefined;
  const skipped = corpus === null ? golden.documents.length + 1 : 0;
  const why = wrong === undefined ? absent : `${wrong.where} differs`;
  return {
    cases: comparisons.length + skipped,
    skipped,
    maxDeviation: wrong === undefined ? 0 : Infinity,
    ...(why === undefined ? {} : { why }),
  };
};
