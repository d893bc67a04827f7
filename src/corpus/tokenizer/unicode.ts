import * as tables from "./unicode-tables.js";

/** The ranges as the inside of a character class. */
const inside = (ranges: string): string =>
  ranges
    .trim()
    .split(/\s+/)
    .map((range) =>
      range
        .split("-")
        .map((point) => `\\u{${point}}`)
        .join("-"),
    )
    .join("");

const REMOVED = new RegExp(`[${inside(tables.removed)}]+`, "gu");
const SPACE = new RegExp(`[${inside(tables.space)}]`, "gu");
const CJK = new RegExp(`[${inside(tables.cjk)}]`, "gu");
const STRIPPED = new RegExp(`[${inside(tables.stripped)}]+`, "gu");
const PUNCTUATION = inside(tables.punctuation);
const WORD = new RegExp(`[^${inside(tables.blank)}${PUNCTUATION}]+|[${PUNCTUATION}]`, "gu");
const WHOLE = String.fromCodePoint(tables.notDecomposed);

/** Drops control, format and private-use characters; every other blank becomes a space. */
export const cleanText = (text: string): string => text.replace(REMOVED, "").replace(SPACE, " ");

/** Puts a space on both sides of each CJK ideograph. */
export const separateCjk = (text: string): string => text.replace(CJK, " $& ");

/** Decomposes (NFD) and drops non-spacing marks. */
export const stripMarks = (text: string): string =>
  text
    .split(WHOLE)
    .map((part) => part.normalize("NFD"))
    .join(WHOLE)
    .replace(STRIPPED, "");

function lowerCaseOne(character: string): string {
  const point = character.codePointAt(0) ?? 0;
  for (const [first, last, shift] of tables.lowerCase) {
    if (point >= first && point <= last) return String.fromCodePoint(point + shift);
  }
  return character.toLowerCase();
}

/** Character by character with the full mapping, so that a final sigma stays an ordinary one. */
export function lowerCase(text: string): string {
  let result = "";
  for (const character of text) result += lowerCaseOne(character);
  return result;
}

/** Splits at blanks, which are dropped, and around punctuation, each mark standing alone. */
export const splitWords = (text: string): string[] => text.match(WORD) ?? [];
