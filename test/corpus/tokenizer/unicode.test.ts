import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { projectRoot } from "../../../src/base/root.js";
import * as unicode from "../../../src/corpus/tokenizer/unicode.js";

type Ranges = readonly (readonly [number, number])[];

interface UnicodeFile {
  readonly clean_removed: Ranges;
  readonly clean_space: Ranges;
  readonly cjk: Ranges;
  readonly stripped: Ranges;
  readonly punctuation: Ranges;
  readonly blank: Ranges;
  readonly strip_exceptions: readonly (readonly [number, string])[];
  readonly lowercase_exceptions: readonly (readonly [number, string])[];
}

const golden = JSON.parse(
  readFileSync(join(projectRoot(), "test/golden/tokenizer/unicode.json"), "utf8"),
) as UnicodeFile;

const scalarValues = (function* () {
  for (let point = 0; point <= 0x10ffff; point++) {
    if (point < 0xd800 || point > 0xdfff) yield String.fromCodePoint(point);
  }
})();
const characters = [...scalarValues];

/** The code points of which the test holds, as inclusive ranges; surrogates stand between without breaking one. */
function rangesOf(holds: (character: string) => boolean): [number, number][] {
  const ranges: [number, number][] = [];
  let last: [number, number] | undefined;
  for (const character of characters) {
    if (!holds(character)) continue;
    const point = character.codePointAt(0)!;
    if (last?.[1] === point - 1) last[1] = point;
    else ranges.push((last = [point, point]));
  }
  return ranges;
}

describe("character classes, over all 1,112,064 Unicode scalar values", () => {
  it("clean text removes exactly the golden ranges", () => {
    assert.deepEqual(
      rangesOf((c) => unicode.cleanText(c) === ""),
      golden.clean_removed,
    );
  });
  it("clean text turns exactly the golden ranges into a space", () => {
    assert.deepEqual(
      rangesOf((c) => unicode.cleanText(c) === " "),
      golden.clean_space,
    );
  });
  it("clean text keeps everything else", () => {
    assert.ok(characters.every((c) => ["", " ", c].includes(unicode.cleanText(c))));
  });
  it("separates exactly the golden ideographs", () => {
    assert.deepEqual(
      rangesOf((c) => unicode.separateCjk(c) === ` ${c} `),
      golden.cjk,
    );
    assert.equal(unicode.separateCjk("a中b"), "a 中 b");
  });
  it("strips exactly the golden marks", () => {
    assert.deepEqual(
      rangesOf((c) => unicode.stripMarks(c) === ""),
      golden.stripped,
    );
    for (const [point, result] of golden.strip_exceptions) {
      assert.equal(unicode.stripMarks(String.fromCodePoint(point)), result);
    }
  });
  it("isolates exactly the golden punctuation and drops the golden blanks", () => {
    assert.deepEqual(
      rangesOf((c) => unicode.splitWords(`a${c}b`).length === 3),
      golden.punctuation,
    );
    assert.deepEqual(
      rangesOf((c) => unicode.splitWords(`a${c}b`).length === 2),
      golden.blank,
    );
  });
  it("lower-cases the golden exceptions, and 1,488 code points in all", () => {
    for (const [point, result] of golden.lowercase_exceptions) {
      assert.equal(unicode.lowerCase(String.fromCodePoint(point)), result);
    }
    assert.equal(characters.filter((c) => unicode.lowerCase(c) !== c).length, 1488);
  });
  it("lower-cases a text as the sum of its characters (no final sigma)", () => {
    assert.equal(unicode.lowerCase("ΟΔΟΣ"), "οδοσ");
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (a, b) => {
        assert.equal(unicode.lowerCase(a + b), unicode.lowerCase(a) + unicode.lowerCase(b));
      }),
    );
  });
});
