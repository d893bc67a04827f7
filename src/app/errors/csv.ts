import { printedCsv } from "../../report/csv-text.js";
import type { RunErrors } from "./errors.js";

const COLUMNS = [
  "part",
  "name",
  "gold",
  "submitted",
  "correct",
  "precision",
  "recall",
  "f1",
  "count",
];

/** The analysis as one table: a line for each group, confusion and cause, told apart by its part. */
export function errorsCsv(found: RunErrors): string {
  const groups = {
    all: [found.all],
    band: found.bands,
    sentence: found.sentences,
    mentions: found.mentions,
    distance: found.distances,
    relation: found.relations,
  };
  const scored = Object.entries(groups).flatMap(([part, rows]) =>
    rows.map(({ name, gold, submitted, correct, precision, recall, f1 }) => [
      ...[part, name, gold, submitted, correct],
      ...[precision, recall, f1].map((value) => value.toFixed(2)),
      "",
    ]),
  );
  const counted = (part: string, name: string, count: number) => [
    ...[part, name, "", "", "", "", "", "", count],
  ];
  const misses = Object.entries(found.misses).map(([name, count]) => counted("miss", name, count));
  const below = found.below.map(({ name, count }) => counted("below", name, count));
  const confusions = found.confusions.map(({ gold, predicted, exchanged, count }) =>
    counted(
      exchanged ? "exchanged" : "confusion",
      exchanged ? gold : `${gold} ${predicted}`,
      count,
    ),
  );
  const rows = [COLUMNS, ...scored, ...misses, ...below, ...confusions];
  return printedCsv(rows.map((row) => row.map(String)));
}
