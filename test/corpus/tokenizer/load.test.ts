import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { AmtlError } from "../../../src/base/errors.js";
import { projectRoot } from "../../../src/base/root.js";
import { loadTokenizer } from "../../../src/corpus/tokenizer/load.js";

const golden = join(projectRoot(), "test/golden/tokenizer");

describe("loadTokenizer", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "amtl-tokenizer-"));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const writeVocabulary = async (from: string): Promise<void> => {
    const file = JSON.parse(await readFile(join(golden, from, "tokenizer.json"), "utf8")) as {
      model: { vocab: Record<string, number> };
    };
    const entries = Object.entries(file.model.vocab).sort((a, b) => a[1] - b[1]);
    await writeFile(join(folder, "vocab.txt"), entries.map(([entry]) => `${entry}\n`).join(""));
  };

  for (const from of ["bert-cased", "bert-uncased"]) {
    it(`reads ${from} from vocab.txt alone as it reads tokenizer.json`, async () => {
      await writeVocabulary(from);
      const fromText = await loadTokenizer(folder);
      const fromJson = await loadTokenizer(join(golden, from));
      for (const word of ["", "Word", "İstanbul", "[SEP]x", "don't", "中国abc", "\u00a0"]) {
        assert.deepEqual(fromText.encodeWord(word), fromJson.encodeWord(word), word);
      }
      assert.equal(fromText.startId, fromJson.startId);
    });
  }

  it("takes a vocabulary without Latin capitals for uncased, whatever symbols it has", async () => {
    const entries = ["[UNK]", "[CLS]", "[SEP]", "*", "\u211d", "american", "munchen"];
    await writeFile(join(folder, "vocab.txt"), entries.map((entry) => `${entry}\n`).join(""));
    const tokenizer = await loadTokenizer(folder);
    assert.deepEqual(tokenizer.pieces("American"), ["american"]);
    assert.deepEqual(tokenizer.pieces("M\u00fcnchen"), ["munchen"]);
  });

  it("knows how many entries there are, added ones included", async () => {
    const file = join(folder, "tokenizer.json");
    const text = await readFile(join(golden, "bert-cased", "tokenizer.json"), "utf8");
    await writeFile(file, text);
    const { size = 0 } = await loadTokenizer(folder);
    assert.ok(size > 4);
    const definition = JSON.parse(text) as { added_tokens: object[] };
    const added = { ...definition.added_tokens[0], id: size + 6, content: "American" };
    definition.added_tokens.push(added);
    await writeFile(file, JSON.stringify(definition));
    assert.equal((await loadTokenizer(folder)).size, size + 7);
  });

  it("refuses a file with a part that no tokenizer has", async () => {
    const text = await readFile(join(golden, "roberta", "tokenizer.json"), "utf8");
    for (const part of ["decoder", "post_processor"]) {
      const changed = { ...(JSON.parse(text) as object), [part]: { type: "Unheard" } };
      await writeFile(join(folder, "tokenizer.json"), JSON.stringify(changed));
      await assert.rejects(
        loadTokenizer(folder),
        (error) => error instanceof AmtlError && (error.details.got ?? "").includes("Unheard"),
      );
    }
  });

  it("believes tokenizer_config.json about the casing of vocab.txt", async () => {
    await writeVocabulary("bert-uncased");
    await writeFile(join(folder, "tokenizer_config.json"), '{"do_lower_case": false}');
    const tokenizer = await loadTokenizer(folder);
    assert.deepEqual(tokenizer.pieces("A"), ["[UNK]"]);
  });

  it("gives the same ids however often and in whatever order words come", async () => {
    const tokenizer = await loadTokenizer(join(golden, "bert-uncased"));
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "binary" })), (words) => {
        const first = words.map((word) => tokenizer.encodeWord(word));
        const again = [...words].reverse().map((word) => tokenizer.encodeWord(word));
        assert.deepEqual(again.reverse(), first);
      }),
    );
  });

  it("loses no byte of a word under byte-level BPE", async () => {
    const tokenizer = await loadTokenizer(join(golden, "roberta"));
    const bytes = (word: string) => new TextEncoder().encode(word).length;
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (word) => {
        fc.pre(!/<(s|\/s|pad|unk|mask)>/.test(word));
        assert.equal(tokenizer.pieces(word).join("").length, bytes(word));
      }),
    );
  });

  const refuses = async (content: string, message: RegExp): Promise<void> => {
    await writeFile(join(folder, "tokenizer.json"), content);
    await assert.rejects(loadTokenizer(folder), (error) => {
      assert.ok(error instanceof AmtlError);
      assert.equal(error.exitCode, 2);
      assert.match(error.message, message);
      assert.match(error.details.where ?? "", /tokenizer\.json/);
      return true;
    });
  };

  it("refuses torn JSON", () => refuses('{"model": {"type": "Wo', /JSON/));
  it("refuses another family", () =>
    refuses('{"model": {"type": "Unigram"}}', /Unsupported tokenizer/));
  it("refuses a WordPiece with a part missing", () =>
    refuses('{"model": {"type": "WordPiece"}}', /Invalid tokenizer file/));
  it("refuses a vocabulary without the marker", async () => {
    const text = await readFile(join(golden, "bert-cased", "tokenizer.json"), "utf8");
    await refuses(text.replace('"*"', '"**"'), /Missing entry/);
  });
  it("says what a folder without tokenizer lacks", async () => {
    await assert.rejects(loadTokenizer(folder), /Tokenizer not found/);
  });
});
