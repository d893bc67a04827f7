import assert from "node:assert/strict";
import { report } from "../../src/app/report/report.js";
import { figureOf } from "../../src/report/figure/data.js";
import { notesOf } from "../../src/report/notes.js";
import { scaleNotes } from "../../src/report/scale-notes.js";
import { inFolder } from "../support/runs/runs.js";

/** A table of the project's without results. */
const viewOf = (id: string, profile: "smoke" | "paper") =>
  inFolder(async (results) => {
    const { tables } = await report({ experiments: [id], profile, results });
    return tables[0].view;
  });

describe("what a profile makes of label spaces and bands", function () {
  this.timeout(60_000);

  it("is said below a figure and in its picture: x is the paper's, the relations are fewer", async () => {
    const view = await viewOf("fig4", "smoke");
    const [note] = scaleNotes("smoke", view.list);
    assert.match(
      note,
      /^Profile smoke has 24 relations where Re-DocRED has 96: 20 is its 5 most frequent, 40 is its 10 /,
    );
    assert.ok(notesOf(view).includes(note));
    assert.ok(figureOf(view)?.captions.includes(note));
  });

  it("is said of bands that have the paper's names, and not at all at the paper's scale", async () => {
    const [note] = scaleNotes("smoke", (await viewOf("table6", "smoke")).list);
    assert.match(note, /mid-76 is all but its first and last 10\.$/);
    for (const id of ["fig4", "table6"])
      assert.deepEqual(scaleNotes("paper", (await viewOf(id, "paper")).list), []);
  });

  it("leaves no column of minutes without its unit", async () => {
    const notes = notesOf(await viewOf("table9", "smoke"));
    assert.ok(notes.includes("Training Time: minutes of one training."));
  });
});
