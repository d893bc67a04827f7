import assert from "node:assert/strict";
import { textTable } from "../../../src/base/text/table.js";

const lines = (table: string): string[] => table.split("\n");

describe("textTable", () => {
  it("draws words to the left and numbers to the right, in columns as wide as the widest", () => {
    const table = textTable(
      ["loss", "F1"],
      [
        ["ATL", "9.5"],
        ["AMTL", "51.41"],
      ],
    );
    assert.deepEqual(lines(table).slice(3, 5), ["│ ATL  │   9.5 │", "│ AMTL │ 51.41 │"]);
  });

  it("puts the named columns to the left", () => {
    const rows = [
      ["1", "long"],
      ["100", "x"],
    ];
    const table = textTable(["a", "b"], rows, [1]);
    assert.deepEqual(lines(table).slice(3, 5), ["│   1 │ long │", "│ 100 │ x    │"]);
  });

  it("gives colours no room, and East Asian characters two columns", () => {
    const table = textTable(["name"], [["\u001b[2mabcd\u001b[22m"], ["损失"]]);
    assert.equal(lines(table)[0], "┌──────┐");
    assert.equal(lines(table)[4], "│ 损失 │");
  });

  it("folds columns by the room that their signs take", () => {
    const rows = [["适应阈值 ".repeat(6).trim(), "1"]];
    const folded = lines(textTable(["名称", "F1"], rows, 1, 40)).filter((line) =>
      line.startsWith("│ 适"),
    );
    assert.deepEqual(
      folded,
      Array(2)
        .fill("│ 适应阈值 适应阈值 适应阈值")
        .map((line: string, i) => `${line} │ ${i === 0 ? " 1" : "  "} │`),
    );
  });

  it("draws a single text across all columns", () => {
    const table = textTable(["row", "F1"], ["a longer name", ["ATL", "51.41"]]);
    assert.deepEqual(lines(table).slice(3, 5), ["│ a longer name │", "│ ATL  │  51.41 │"]);
  });

  it("draws a head of several lines, and one without rows", () => {
    assert.equal(lines(textTable(["F1\nIgn-F1"], [])).length, 4);
  });

  it("fits a width by folding between words first, and breaks no word of the first column", () => {
    const rows = [
      ["redocred/train", "DocRE models with their own loss and with AMTL", "200"],
      ["dwie/dev", `${"a".repeat(70)} short`, "1"],
    ];
    const lines = textTable(["id", "title", "cells"], rows, 2, 60).split("\n");
    assert.ok(
      lines.every((line) => line.length <= 60),
      lines.join("\n"),
    );
    const text = lines.join("\n");
    for (const word of ["redocred/train", "DocRE", "models", "AMTL", "200"])
      assert.ok(text.includes(word), word);
    const count = (whole: string): number => whole.match(/a/g)?.length ?? 0;
    assert.equal(count(text), count(rows.flat().join("")));
    assert.equal(textTable(["id"], [["x"]], 1, 60), textTable(["id"], [["x"]], 1));
  });
});
