import { z } from "zod";
import * as unicode from "../../corpus/tokenizer/unicode.js";
import type { Checker } from "../checker.js";

const ranges = z.array(z.tuple([z.int(), z.int()]));
const mapped = z.array(z.tuple([z.int(), z.string()]));

const schema = z.object({
  clean_removed: ranges,
  clean_space: ranges,
  cjk: ranges,
  stripped: ranges,
  punctuation: ranges,
  blank: ranges,
  strip_exceptions: mapped,
  lowercase_exceptions: mapped,
});

type Class = Exclude<keyof z.infer<typeof schema>, "strip_exceptions" | "lowercase_exceptions">;

/** Probes that show whether a character belongs to a class, by what the tokenizer's own functions do with it. */
const belongs: Readonly<Record<Class, (character: string) => boolean>> = {
  clean_removed: (character) => unicode.cleanText(character) === "",
  clean_space: (character) => unicode.cleanText(character) === " ",
  cjk: (character) => unicode.separateCjk(character) === ` ${character} `,
  stripped: (character) => unicode.stripMarks(character) === "",
  punctuation: (character) => unicode.splitWords(`a${character}b`).length === 3,
  blank: (character) => unicode.splitWords(`a${character}b`).length === 2,
};

const hex = (point: number): string => `U+${point.toString(16).toUpperCase().padStart(4, "0")}`;

/** The first code point on which the class and the listed ranges differ, or null. Surrogates are no characters. */
function firstDifference(name: Class, listed: readonly (readonly number[])[]): string | null {
  const inside = new Uint8Array(0x110000);
  for (const [first, last] of listed) inside.fill(1, first, last + 1);
  for (let point = 0; point < inside.length; point++) {
    if (point >= 0xd800 && point <= 0xdfff) continue;
    if (belongs[name](String.fromCodePoint(point)) !== (inside[point] === 1)) {
      return `${name} differs at ${hex(point)}`;
    }
  }
  return null;
}

function firstWrong(
  name: string,
  map: (text: string) => string,
  expected: z.infer<typeof mapped>,
): string | null {
  const wrong = expected.find(([point, result]) => map(String.fromCodePoint(point)) !== result);
  return wrong === undefined ? null : `${name} differs at ${hex(wrong[0])}`;
}

/** Golden `tokenizer-unicode`: character classes over all of Unicode, compared exactly; a case is a class or a mapping. */
export const check: Checker = (content) => {
  const golden = schema.parse(content);
  const classes = Object.keys(belongs) as Class[];
  const results = [
    ...classes.map((name) => firstDifference(name, golden[name])),
    firstWrong("strip_exceptions", unicode.stripMarks, golden.strip_exceptions),
    firstWrong("lowercase_exceptions", unicode.lowerCase, golden.lowercase_exceptions),
  ];
  const why = results.find((result) => result !== null);
  return Promise.resolve({
    cases: results.length,
    skipped: 0,
    maxDeviation: why === undefined ? 0 : Infinity,
    ...(typeof why === "string" ? { why } : {}),
  });
};
