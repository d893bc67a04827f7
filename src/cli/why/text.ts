import type { FieldChange } from "../../experiment/plan/field-changes.js";
import { shortId } from "../../base/short-id.js";
import { textTable } from "../../base/text-table.js";
import type { Look } from "../../state/look.js";
import type { CellStory } from "./cell-story.js";
import { changeText, valueText } from "./changes.js";
import type { RunStory } from "./run-story.js";

/** A state in words, with what will come of it. */
export function stateText(look: Look): string {
  switch (look.state) {
    case "done":
      return "done";
    case "new":
      return "new: it will be trained";
    case "evaluate":
      return `trained; evaluations that experiments ask for and that are still to be made: ${look.missing}`;
    case "begun":
      return `incomplete (${look.why} in attempt ${look.attempt}): it will go on from its last checkpoint`;
    case "running": {
      const { owner } = look;
      const who = owner === null ? "an unknown process" : `${owner.host}, process ${owner.pid}`;
      return `running in attempt ${look.attempt}: ${who}`;
    }
    case "failed":
      return `failed (${look.kind}) in attempt ${look.attempt}: it will be tried again`;
  }
}

const indented = (change: FieldChange): string => `  ${changeText(change)}`;

/** What is to be said of a run, for people. */
export function runText(story: RunStory): string {
  const { trainId, label, folder, look, fields, cells, instead, nearest } = story;
  const lines = [
    `run ${shortId(trainId)}: ${label}`,
    stateText(look),
    ...(look.state === "new" ? [] : [`folder: ${folder}`]),
    ...(cells.length === 0 ? [] : [`it serves ${cells.length} cells: ${someOf(cells)}`]),
  ];
  if (instead !== null) {
    lines.push(
      "",
      `With the code and data at hand, run ${shortId(instead.trainId)} takes its place, because of`,
      ...instead.changes.map(indented),
    );
  } else if (cells.length === 0) {
    lines.push("", "No experiment that was looked at asks for it.");
  }
  if (nearest !== null) {
    lines.push(
      "",
      `The nearest run that is there is ${shortId(nearest.trainId)}; this one differs in`,
      ...nearest.changes.map(indented),
    );
  }
  lines.push("", "What it is, and why each of these is part of that:", "");
  for (const { name, value, reason } of fields) {
    lines.push(`  ${name}: ${valueText(value)}`, `      ${reason}`);
  }
  return `${lines.join("\n")}\n`;
}

const someOf = (cells: readonly string[]): string =>
  `${cells.slice(0, 6).join(", ")}${cells.length > 6 ? ", …" : ""}`;

/** Which runs a cell rests on, for people. */
export function cellText({ cell, row, column, profile, lacks, seeds }: CellStory): string {
  const head = `cell ${cell}, profile ${profile}: ${row}, ${column}`;
  if (lacks !== null) return `${head}\nNo data: the profile has no ${lacks}.\n`;
  const rows = seeds.map(({ seed, trainId, look, metrics }) => [
    String(seed),
    shortId(trainId),
    stateText(look),
    metrics === null ? "" : metrics.f1.toFixed(2),
    metrics === null ? "" : metrics.ignF1.toFixed(2),
  ]);
  const folders = seeds.flatMap(({ look, folders: each }) => (look.state === "new" ? [] : each));
  return [
    head,
    textTable(["seed", "run", "state", "F1", "Ign-F1"], rows, [0, 1, 2]),
    ...(folders.length === 0
      ? []
      : ["Result, provenance and log of each are in", ...folders.map((folder) => `  ${folder}`)]),
    "",
  ].join("\n");
}
