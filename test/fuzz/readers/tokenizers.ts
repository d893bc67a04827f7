import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { definitionFromVocabulary } from "../../../src/corpus/tokenizer/vocabulary.js";
import { loadTokenizer } from "../../../src/corpus/tokenizer/load.js";
import { bytesSample, jsonSample, type Reader } from "../reader.js";

const VOCABULARY = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "*", "ada", "a", "##d", "##a"];
const vocabulary = `${VOCABULARY.join("\n")}\n`;

const pieces = ["<s>", "</s>", "<pad>", "<unk>", "<mask>", "*", "A", "d", "a", "Ġ", "da", "Ada"];
const special = (content: string) => ({
  id: pieces.indexOf(content),
  content,
  special: true,
  normalized: false,
  lstrip: content === "<mask>",
  rstrip: false,
});

const byteLevel = {
  version: "1.0",
  added_tokens: ["<s>", "</s>", "<pad>", "<unk>", "<mask>"].map(special),
  normalizer: null,
  pre_tokenizer: { type: "ByteLevel", add_prefix_space: false, use_regex: true },
  post_processor: null,
  decoder: { type: "ByteLevel", add_prefix_space: true, trim_offsets: true },
  model: {
    type: "BPE",
    dropout: null,
    unk_token: null,
    continuing_subword_prefix: "",
    end_of_word_suffix: "",
    fuse_unk: false,
    vocab: Object.fromEntries(pieces.map((piece, id) => [piece, id])),
    merges: ["d a", "A da"],
  },
};

const WORDS = ["Ada", "ada*", "", " ", "<mask>Ada", "[SEP]", "\u0130\u0301", "𝄞", "a".repeat(300)];

const CASING = "tokenizer_config.json";

/** tokenizer.json of both families, vocab.txt, and the casing beside it; words are cut with what was read. */
export const reader: Reader = {
  id: "tokenizers",
  share: 3,
  samples: [
    { ...jsonSample("tokenizer.json", byteLevel), name: "byte-level/tokenizer.json" },
    jsonSample("word-piece/tokenizer.json", definitionFromVocabulary(vocabulary, true)),
    bytesSample("plain/vocab.txt", vocabulary),
    jsonSample(`cased/${CASING}`, { do_lower_case: false, model_max_length: 512 }),
  ],
  read: async (bytes, name, folder) => {
    const [place, file] = name.split("/");
    const home = join(folder, place);
    await rm(home, { recursive: true, force: true });
    await mkdir(home);
    if (file === CASING) await writeFile(join(home, "vocab.txt"), vocabulary);
    await writeFile(join(home, file), bytes);
    const tokenizer = await loadTokenizer(home);
    return WORDS.map((word) => [tokenizer.encodeWord(word), tokenizer.pieces(word)]);
  },
};
