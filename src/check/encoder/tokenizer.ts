import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { badInput } from "../../base/errors.js";
import { locateEncoder } from "../../corpus/encoders/locate.js";
import { markMentions } from "../../corpus/features/positions.js";
import { readDocuments } from "../../corpus/read/reader.js";
import { loadTokenizer } from "../../corpus/tokenizer/load.js";
import type { WordTokenizer } from "../../contract/corpus/tokenizer.js";
import type { CheckContext, CheckOutcome, Checker } from "../checker.js";

const schema = z.object({
  tokenizer: z.string(),
  special: z.object({ cls: z.int(), sep: z.int(), marker: z.int() }),
  cases: z.array(
    z.object({ word: z.string(), tokens: z.array(z.string()), ids: z.array(z.int()) }),
  ),
  documents: z.array(
    z.object({
      file: z.string(),
      index: z.int().nonnegative(),
      title: z.string(),
      max_seq_length: z.int(),
      input_ids: z.array(z.int()),
      entity_pos: z.array(z.array(z.tuple([z.int(), z.int()]))),
    }),
  ),
});

type Golden = z.infer<typeof schema>;

const INSTALLED = "encoder:";

async function findTokenizer(name: string, find: CheckContext["find"]): Promise<string | null> {
  if (!name.startsWith(INSTALLED)) return find(name);
  const place = locateEncoder(name.slice(INSTALLED.length));
  return place.kind === "folder" ? place.folder : null;
}

/** The first word that is cut otherwise, or null. */
function wrongWord(tokenizer: WordTokenizer, { special, cases }: Golden): string | null {
  const { startId, endId, markerId } = tokenizer;
  if (!isDeepStrictEqual([startId, endId, markerId], [special.cls, special.sep, special.marker])) {
    return "special tokens";
  }
  const wrong = cases.find(
    ({ word, tokens, ids }) =>
      !isDeepStrictEqual(tokenizer.pieces(word), tokens) ||
      !isDeepStrictEqual(tokenizer.encodeWord(word), ids),
  );
  return wrong === undefined ? null : `word ${JSON.stringify(wrong.word)}`;
}

/** The first document that comes out otherwise, and how many could not be looked at. */
async function wrongDocument(
  tokenizer: WordTokenizer,
  { documents }: Golden,
  find: CheckContext["find"],
): Promise<{ readonly wrong: string | null; readonly absent: readonly string[] }> {
  const absent: string[] = [];
  for (const expected of documents) {
    const path = await find(expected.file);
    if (path === null) {
      absent.push(expected.file);
      continue;
    }
    const document = (await readDocuments(path)).at(expected.index);
    if (document?.title !== expected.title) {
      throw badInput("Corpus does not match the golden file", {
        where: `${path}, document ${expected.index}`,
        expected: expected.title,
        got: document?.title ?? "no such document",
      });
    }
    const { ids, entityPositions } = markMentions(document, tokenizer);
    const kept = ids.slice(0, expected.max_seq_length - 2);
    const got = [[tokenizer.startId, ...kept, tokenizer.endId], entityPositions];
    if (!isDeepStrictEqual(got, [expected.input_ids, expected.entity_pos])) {
      return { wrong: `document ${expected.index} of ${expected.file}`, absent };
    }
  }
  return { wrong: null, absent };
}

/** Golden `tokenizer`: pieces and ids of words, and whole documents, compared exactly. */
export const check: Checker = async (content, { find }): Promise<CheckOutcome> => {
  const golden = schema.parse(content);
  const cases = golden.cases.length + golden.documents.length;
  const path = await findTokenizer(golden.tokenizer, find);
  if (path === null) {
    const why = golden.tokenizer.startsWith(INSTALLED)
      ? `amtl-run encoder get ${golden.tokenizer.slice(INSTALLED.length)} brings the tokenizer`
      : `${golden.tokenizer} is not at hand`;
    return { cases, skipped: cases, maxDeviation: 0, why };
  }
  const tokenizer = await loadTokenizer(path);
  const word = wrongWord(tokenizer, golden);
  const { wrong, absent } = await wrongDocument(tokenizer, golden, find);
  const deviation = word ?? wrong;
  const lack = absent.length === 0 ? undefined : `${absent[0]} is not at hand (set AMTL_DATA)`;
  const why = deviation === null ? lack : `${deviation} differs`;
  return {
    cases,
    skipped: absent.length,
    maxDeviation: deviation === null ? 0 : Infinity,
    ...(why === undefined ? {} : { why }),
  };
};
