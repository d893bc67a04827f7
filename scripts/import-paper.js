/**
 * Takes the facts out of a transcription of the paper (tables.json): ids, keys, printed values and
 * their sources, one small file a table. The program reads only those.
 *
 *   node scripts/import-paper.js PATH/tables.json
 */
import { readFileSync, writeFileSync } from "node:fs";
import { URL } from "node:url";

const [source] = process.argv.slice(2);
if (source === undefined) {
  console.error("Expected the path of tables.json as the only argument, got none");
  process.exit(2);
}
const { tables, runs } = JSON.parse(readFileSync(source, "utf8"));
const runById = new Map(runs.map((run) => [run.id, run]));

/** A row's name without the work it cites, so that a table's own rows and ours have one name. */
const plain = (label) => label.replace(/ \((?:[^()]*\d{4}[a-z]?|Our Loss|Ours)\)/g, "");

for (const { id, number, caption, rows } of tables) {
  const columns = rows[0].cells.map(({ column }) => column);
  const named = new Set(rows.flatMap((row) => row.cells.map(({ run }) => run)));
  const content = {
    id,
    number,
    title: caption.replace(/\.$/, ""),
    rows: rows.map(({ block, label }) =>
      block === null ? plain(label) : `${block}: ${plain(label)}`,
    ),
    columns,
    // Only configurations with segments have more to say than their cells do.
    runs: Object.fromEntries(
      [...named]
        .filter((run) => run !== null && runById.get(run).segments !== null)
        .map((run) => {
          const { segmentLosses, segments, lambda, ordering, segmentation } = runById.get(run);
          return [run, { segmentLosses, segments, lambda, ordering, segmentation }];
        }),
    ),
    cells: rows.flatMap(({ cells }, row) =>
      cells.map((cell, column) => {
        if (cell.column !== columns[column]) throw new Error(`${cell.id} is not in its column`);
        const { id, key, value, decimals, unit, source, citedFrom, run } = cell;
        return { id, row, column, key, value, decimals, unit, source, citedFrom, run };
      }),
    ),
  };
  const { runs: shown, cells, ...head } = content;
  const lines = (items) => items.map((item) => `    ${JSON.stringify(item)}`).join(",\n");
  const runLines = Object.entries(shown).map(
    ([run, fields]) => `    ${JSON.stringify(run)}: ${JSON.stringify(fields)}`,
  );
  const runText = runLines.length === 0 ? "{}" : `{\n${runLines.join(",\n")}\n  }`;
  const text = [
    ...Object.entries(head).map(([key, value]) => `  "${key}": ${JSON.stringify(value)},`),
    `  "runs": ${runText},`,
    `  "cells": [\n${lines(cells)}\n  ]`,
  ].join("\n");
  const file = new URL(`../src/report/paper/printed/${id}.json`, import.meta.url);
  writeFileSync(file, `{\n${text}\n}\n`);
}
