import { shortId } from "../../base/text/short-id.js";
import type { JudgedExplanation } from "../why/cell.js";
import type { RunExplanation } from "../why/run.js";
import type { Why } from "../why/why.js";
import { nextSteps } from "../../report/explanation/next-steps.js";
import { cellVerdictLines } from "./cell-verdict.js";
import { plural } from "../../base/text/plural.js";
import type { FieldChange, RunState } from "../../contract/run-state.js";
import { scaleText } from "./plan.js";
import { changeText, stateText, valueText } from "./state.js";
import { fittedTable } from "./fitted-table.js";

/** What comes of a state when its run is asked for; null where nothing does. */
function whatFollows(state: RunState): string | null {
  switch (state.state) {
    case "done":
    case "trained":
    case "running":
      return null;
    case "new":
    case "changed":
      return "it will be trained";
    case "stopped":
      return `attempt ${state.attempt}; it will resume from its last checkpoint`;
    case "failed":
      return `attempt ${state.attempt}; it will be tried again`;
    case "damaged":
      return "running it again sets the file aside";
  }
}

function stateLine(state: RunState): string {
  const follows = whatFollows(state);
  return follows === null ? stateText(state) : `${stateText(state)} (${follows})`;
}

const indented = (change: FieldChange): string => `  ${changeText(change)}`;

/** An explanation, for people. */
export function textOf(found: Why): string {
  switch (found.kind) {
    case "cell":
      return cellText(found);
    case "run":
      return runText(found);
    case "cells":
      return `${fittedTable(
        ["cell", "row", "column"],
        found.cells.map(({ cell, row, column }) => [cell, row, column]),
        3,
      )}\n`;
  }
}

/** What a run is, for people. */
function runText(found: RunExplanation): string {
  const { trainId, label, folder, state, fields, cells, instead, nearest } = found;
  const lines = [
    `run ${shortId(trainId)}: ${label}`,
    stateLine(state),
    ...(state.state === "new" ? [] : [`folder: ${folder}`]),
    ...(cells.length === 0 ? [] : [`it serves ${plural(cells.length, "cell")}: ${someOf(cells)}`]),
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

/** Which runs a cell rests on, and what its number says of the paper's, for people. */
function cellText(found: JudgedExplanation): string {
  const { cell, row, column, profile, variant, status, lacks, seeds } = found;
  const { reported, commands } = found;
  const head = `cell ${cell}, ${scaleText(profile, variant)}: ${row}, ${column}`;
  if (status === "no-stand-in")
    return `${head}\nNo stand-in: the profile has no encoder in place of ${lacks}.\n`;
  if (lacks !== null) return `${head}\nNo data: the profile has no ${lacks}.\n`;
  if (status === "count")
    return `${head}\nNo run is behind it: documents are counted. amtl-run data lists them.\n`;
  const hasEvidence = seeds.some(({ evidence }) => evidence !== null);
  const rows = seeds.map(({ seed, trainId, state, metrics, evidence }) => [
    String(seed),
    shortId(trainId),
    stateText(state),
    metrics === null ? "" : metrics.f1.toFixed(2),
    metrics === null ? "" : metrics.ignF1.toFixed(2),
    ...(hasEvidence ? [evidence === null ? "" : evidence.f1.toFixed(2)] : []),
  ]);
  const folders = seeds.flatMap(({ state, folders: each }) => (state.state === "new" ? [] : each));
  return [
    head,
    fittedTable(
      ["seed", "run", "state", "F1", "Ign-F1", ...(hasEvidence ? ["Evidence F1"] : [])],
      rows,
      [0, 1, 2],
    ),
    ...(folders.length === 0
      ? []
      : ["Result, provenance and log of each are in", ...folders.map((folder) => `  ${folder}`)]),
    ...(reported === null ? [] : ["", ...cellVerdictLines(reported)]),
    ...(commands === null
      ? []
      : [
          "",
          ...nextSteps(commands).flatMap(({ purpose, command }) => [`${purpose}:`, `  ${command}`]),
        ]),
    "",
  ].join("\n");
}
