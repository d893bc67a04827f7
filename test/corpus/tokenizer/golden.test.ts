import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../../src/base/root.js";
import { locateEncoder } from "../../../src/corpus/encoders/locate.js";
import { findFile } from "../../../src/corpus/files/locate.js";
import { markMentions } from "../../../src/corpus/features/positions.js";
import { readDocuments } from "../../../src/corpus/read/reader.js";
import { loadTokenizer } from "../../../src/corpus/tokenizer/load.js";

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

  describe("the published MiniLM tokenizer (skipped where it is not installed)", () => {
    const place = locateEncoder("minilm-l6");
    const installed = place.kind === "folder" ? place.folder : null;
    before(function () {
      if (installed === null) this.skip();
    });

    it("cuts the 1,700 words of minilm-words.json exactly alike", () =>
      checkWords("minilm-words.json", installed!));

    it("loads and cuts 500 documents of Re-DocRED in less than 2 s of processor time", async function () {
      const corpus = await findFile("redocred/dev_revised.json");
      if (corpus === null) return this.skip();
      const documents = await readDocuments(corpus);
      const start = process.cpuUsage();
      const tokenizer = await loadTokenizer(installed!);
      const ids = documents.flatMap((document) => markMentions(document, tokenizer).ids);
      const { user, system } = process.cpuUsage(start);
      assert.equal(documents.length, 500);
      assert.ok(ids.length > 100_000);
      assert.ok((user + system) / 1e6 < 2, `${(user + system) / 1e6} s`);
    });
  });
});
