import assert from "node:assert/strict";
import { PLUGINS } from "../../src/methods/plugins/registry.js";
import { notesOf } from "../../src/report/notes.js";
import { asTable, someCells } from "./results.js";

describe("notes of a table", () => {
  for (const [profile, said] of [
    [
      "paper",
      /after training on DocGNRE \(GPT\) leaves out the facts of the training file's labels/,
    ],
    ["smoke", /after training on DocGNRE \(GPT\) leaves out all facts of the generated/],
  ] as const) {
    it(`say which facts Ign-F1 leaves out in ${profile}`, async () => {
      const { cells } = await someCells(profile, {});
      const enhanced = cells.map((cell) => ({
        ...cell,
        description: { ...cell.description, train: "docgnre-gpt" },
      }));
      const notes = notesOf(asTable(enhanced, profile));
      assert.equal(notes.filter((note) => said.test(note)).length, 1, notes.join("\n"));
      assert.ok(!notesOf(asTable(cells, profile)).some((note) => note.includes("leaves out")));
    });
  }

  it("say what the sources of a plugin leave open, and how that was decided", async () => {
    const { cells } = await someCells("smoke", { 5: 70 });
    const of = (plugin: string) =>
      notesOf(
        asTable(cells.map((cell) => ({ ...cell, description: { ...cell.description, plugin } }))),
      );
    for (const { id, decisions = [] } of PLUGINS.values()) {
      for (const said of decisions) {
        assert.ok(of(id).includes(said), said);
        assert.ok(!of("").includes(said), said);
      }
    }
  });
});
