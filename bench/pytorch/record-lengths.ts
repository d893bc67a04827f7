/**
 * `node record-lengths.js FILE…`: the sizes of 300 random batches of four of these files' documents, as lengths.csv
 * keeps them. No text is kept. The tokenizer is that of minilm-l6, an uncased BERT vocabulary.
 */
import { writeFileSync } from "node:fs";
import { stringify } from "csv-stringify/sync";
import { seededRandom, shuffle } from "../../src/base/random.js";
import { buildFeatures } from "../../src/corpus/features/features.js";
import { encoderTokenizer, resolveEncoder } from "../../src/corpus/encoders/resolve.js";
import { readDocuments } from "../../src/corpus/read/reader.js";
import { LAYOUT } from "../model.js";
import { COLUMNS, LENGTHS, type DocumentSizes } from "./batches.js";

const BATCHES = 300;
const BATCH = 4;
/** Where the official code cuts. */
const LONGEST = 1024;

const files = process.argv.slice(2);
const tokenizer = await encoderTokenizer(await resolveEncoder("minilm-l6"));
const sizes: DocumentSizes[] = [];
for (const file of files) {
  for (const document of await readDocuments(file)) {
    const { inputIds } = buildFeatures(document, {
      tokenizer,
      layout: LAYOUT,
      maxLength: LONGEST,
    });
    const mentions = document.entities.reduce((sum, entity) => sum + entity.length, 0);
    const labelled = new Set((document.facts ?? []).map(({ h, t }) => `${h} ${t}`)).size;
    sizes.push([inputIds.length, document.entities.length, mentions, labelled]);
  }
}

// As in training: every document once before any comes again.
const random = seededRandom(66, "bench batches");
const drawn: DocumentSizes[] = [];
while (drawn.length < BATCHES * BATCH) drawn.push(...shuffle(sizes, random));
const rows = drawn
  .slice(0, BATCHES * BATCH)
  .map((document, i) => [Math.floor(i / BATCH), ...document]);
writeFileSync(LENGTHS, stringify([["batch", ...COLUMNS], ...rows]));
