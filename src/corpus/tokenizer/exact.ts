import type { BertNormalizerOptions, ByteLevelDefinition } from "./definition.js";
import { cleanText, lowerCase, separateCjk, stripMarks } from "./unicode.js";

/**
 * BertNormalizer in the reference library's order. The JavaScript library lower-cases before it strips,
 * with a final sigma, and misses ideographs beyond the basic plane.
 */
export function exactBertNormalizer(options: BertNormalizerOptions): (text: string) => string {
  const strip = options.strip_accents ?? options.lowercase;
  return (text) => {
    let result = options.clean_text ? cleanText(text) : text;
    if (options.handle_chinese_chars) result = separateCjk(result);
    if (strip) result = stripMarks(result);
    return options.lowercase ? lowerCase(result) : result;
  };
}

/** Unlike \s, White_Space has U+0085 and lacks U+FEFF, as the reference library's engine has it. */
const GPT2_WORD =
  /'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\p{White_Space}\p{L}\p{N}]+|\p{White_Space}+(?!\P{White_Space})|\p{White_Space}+/gu;

/** The printable character that stands for each byte (GPT-2's table: visible Latin-1 for itself, the rest from U+0100). */
const BYTE_CHARACTERS: readonly string[] = (() => {
  let next = 256;
  return Array.from({ length: 256 }, (_, byte) => {
    const visible =
      (byte >= 0x21 && byte <= 0x7e) ||
      (byte >= 0xa1 && byte <= 0xac) ||
      (byte >= 0xae && byte <= 0xff);
    return String.fromCharCode(visible ? byte : next++);
  });
})();

const utf8 = new TextEncoder();

/** ByteLevel pre-tokenizer: words by GPT-2's pattern, each written in the characters of its UTF-8 bytes. */
export function exactByteLevel(
  options: ByteLevelDefinition["pre_tokenizer"],
): (text: string) => string[] {
  return (text) => {
    const input = options.add_prefix_space && !text.startsWith(" ") ? ` ${text}` : text;
    const words: readonly string[] = options.use_regex ? (input.match(GPT2_WORD) ?? []) : [input];
    return words.map((word) =>
      Array.from(utf8.encode(word), (byte) => BYTE_CHARACTERS[byte]).join(""),
    );
  };
}
