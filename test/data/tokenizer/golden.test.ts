import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../../src/base/root.js";
import { loadTokenizer } from "../../../src/data/tokenizer/load.js";

const folder = join(projectRoot(), "test/golden/tokenizer");

interface WordsFile {
  readonly special: Readonly<Record<"cls" | "sep" | "marker", number>>;
  readonly cases: readonly { word: string; tokens: string[]; ids: number[]; why?: string }[];
}

async function checkWords(words: string, tokenizerPath: string): Promise<void> {
  const golden = JSON.parse(readFileSync(join(folder, words), "utf8")) as WordsFile;
  const tokenizer = await loadTokenizer(tokenizerPath);
  assert.equal(golden.cases.length, 1700);
  for (const { word, tokens, ids, why } of golden.cases) {
    const label = `${JSON.stringify(word)} (${why ?? "a word of the data"})`;
    assert.deepEqual(tokenizer.pieces(word), tokens, label);
    assert.deepEqual(tokenizer.encodeWord(word), ids, label);
  }
  const { cls, sep, marker } = golden.special;
  assert.deepEqual([tokenizer.startId, tokenizer.endId, tokenizer.markerId], [cls, sep, marker]);
}

describe("tokenizers against the Python library", () => {
  for (const [words, file] of [
    ["bert-cased-words.json", "bert-cased"],
    ["bert-uncased-words.json", "bert-uncased"],
    ["roberta-words.json", "roberta"],
    ["roberta-words.json", "roberta/tokenizer-merge-pairs.json"],
  ] as const) {
    it(`cuts the 1,700 words of ${words} exactly alike with ${file}`, () =>
      checkWords(words, join(folder, file)));
  }
});
