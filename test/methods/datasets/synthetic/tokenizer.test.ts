import assert from "node:assert/strict";
import {
  syntheticPieces,
  syntheticTokenizer,
} from "../../../../src/methods/datasets/synthetic/tokenizer.js";
import { syntheticVocabulary } from "../../../../src/methods/datasets/synthetic/words.js";

describe("syntheticTokenizer", () => {
  it("gives every word one id of its own, beyond the special ones, in both families", () => {
    for (const family of ["bert", "roberta"] as const) {
      const tokenizer = syntheticTokenizer(family);
      const ids = syntheticVocabulary().map((word) => tokenizer.encodeWord(word));
      assert.ok(ids.every(({ length }) => length === 1));
      assert.equal(new Set(ids.flat()).size, ids.length);
      const { startId, endId, markerId } = tokenizer;
      assert.deepEqual([startId, endId, markerId], [2, 3, 4]);
      assert.ok(ids.flat().every((id) => id > markerId));
      assert.equal(Math.max(...ids.flat()), syntheticPieces().length - 1);
    }
  });

  it("knows no other word, and cuts blank ones as the real tokenizers do", () => {
    const bert = syntheticTokenizer("bert");
    assert.deepEqual(bert.pieces("nobody's"), ["[UNK]"]);
    assert.deepEqual(bert.encodeWord("\u00a0"), []);
    assert.deepEqual(syntheticTokenizer("roberta").encodeWord("\u00a0"), [1]);
  });
});
