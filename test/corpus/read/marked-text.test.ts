import assert from "node:assert/strict";
import fc from "fast-check";
import { AmtlError } from "../../../src/base/errors.js";
import { parseMarkedText } from "../../../src/corpus/read/marked-text.js";

const read = (text: string) => parseMarkedText(text, "a.txt");

describe("text with marked mentions", () => {
  it("is documents of words, with an entity for each name", () => {
    const text = [
      "# Ada",
      "[Ada Lovelace:PER] was born in [London:LOC]. [She|Ada Lovelace] liked [London].",
      "# Bo",
      "[Bo], [Ada].",
    ].join("\n");
    const [ada, bo] = read(text);
    assert.equal(ada.title, "Ada");
    assert.deepEqual(ada.sentences, [
      ["Ada", "Lovelace", "was", "born", "in", "London", "."],
      ["She", "liked", "London", "."],
    ]);
    const at = (name: string, sentence: number, start: number, end: number, type: string) => ({
      ...{ name, sentence, start, end, type },
    });
    assert.deepEqual(ada.entities, [
      [at("Ada Lovelace", 0, 0, 2, "PER"), at("She", 1, 0, 1, "PER")],
      [at("London", 0, 5, 6, "LOC"), at("London", 1, 2, 3, "LOC")],
    ]);
    assert.equal(ada.facts, null);
    assert.deepEqual([bo.title, bo.sentences], ["Bo", [["Bo", ",", "Ada", "."]]]);
    assert.deepEqual(
      bo.entities.map(([{ type }]) => type),
      ["MISC", "MISC"],
    );
  });

  it("is called as its file where it has no title, and ends sentences with lines", () => {
    const [document, ...more] = read("[Ada] came\r\n\r\nand [Bo] went");
    assert.deepEqual([document.title, more.length], ["a.txt", 0]);
    assert.deepEqual(document.sentences, [
      ["Ada", "came"],
      ["and", "Bo", "went"],
    ]);
  });

  it("ends no sentence and no word within a mention, and begins a word with each", () => {
    const [{ sentences, entities }] = read("The [U. S. Navy]'s [ship]yard is old. It is.");
    assert.deepEqual(
      sentences[0],
      ["The", "U", ".", "S", ".", "Navy", "'", "s", "ship"].concat(["yard", "is", "old", "."]),
    );
    assert.deepEqual(
      entities.map(([{ start, end }]) => [start, end]),
      [
        [1, 6],
        [8, 9],
      ],
    );
  });

  it("names line and mistake of what cannot be", () => {
    const wrong: readonly (readonly [string, RegExp, string])[] = [
      ["Ada\nmet [Bo.", /other half/, "a.txt, line 2"],
      ["Ada] met [Bo]", /other half/, "a.txt, line 1"],
      ["[[Ada]] met", /other half/, "a.txt, line 1"],
      ["[Ada] met [ ]", /without words/, "a.txt, line 1"],
      ["# One\n[Ada]\n# One\n[Bo]", /Duplicate document title/, "a.txt, line 3"],
      ["Ada met Bo.", /without a mention/, "a.txt, line 1"],
      [" \n", /Empty text/, "a.txt, line 1"],
    ];
    for (const [text, message, where] of wrong) {
      assert.throws(
        () => read(text),
        (error) =>
          error instanceof AmtlError &&
          message.test(error.message) &&
          error.details.where === where,
        text,
      );
    }
  });

  it("gives mentions that are words of their sentence, whatever stands around them", () => {
    const name = fc.stringMatching(/^[A-Z][a-z]{0,4}( [A-Z][a-z]{0,4})?$/);
    const around = fc.stringMatching(/^[a-z.,!? '-]{0,12}$/);
    fc.assert(
      fc.property(fc.array(fc.tuple(around, name), { minLength: 1, maxLength: 8 }), (parts) => {
        const [{ sentences, entities }] = read(parts.map(([a, n]) => `${a}[${n}]`).join(" "));
        const mentions = entities.flat();
        assert.equal(mentions.length, parts.length);
        for (const { name: said, sentence, start, end } of mentions)
          assert.equal(sentences[sentence].slice(start, end).join(" "), said);
        assert.equal(entities.length, new Set(parts.map(([, n]) => n)).size);
      }),
    );
  });
});
