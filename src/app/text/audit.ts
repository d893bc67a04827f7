import { fold } from "../../base/text/fold.js";
import { plural } from "../../base/text/plural.js";
import { textTable } from "../../base/text/table.js";
import { printedCsv } from "../../report/csv-text.js";
import type { AuditReport, AuditVerdict, Finding, PrintedGains } from "../audit/audit.js";

const WIDTH = 80;
const VERDICTS: readonly AuditVerdict[] = ["ok", "mismatch", "impossible", "ambiguous"];

/** The counts by category, every item that is not ok in words, and what seeds could have shown. */
export function auditText({ title, numbers, counts, items, gains }: AuditReport): string {
  const categories = [...new Set(items.map(({ category }) => category))];
  const rows = categories.map((category) => [
    category,
    ...VERDICTS.map((verdict) =>
      String(items.filter((item) => item.category === category && item.verdict === verdict).length),
    ),
  ]);
  const sum = ["all", ...VERDICTS.map((verdict) => String(counts[verdict]))];
  const table = textTable(["category", ...VERDICTS], [...rows, sum], 1, WIDTH);
  const parts = categories.flatMap((category) => {
    const found = items.filter((item) => item.category === category && item.verdict !== "ok");
    return found.length === 0 ? [] : [["", `${category}:`, ...found.flatMap(linesOf)].join("\n")];
  });
  return [
    fold(`${title}: ${items.length} checks of ${numbers} printed numbers`, WIDTH),
    table,
    ...parts,
    ...(gains === null ? [] : ["", gainsText(gains)]),
    "",
  ].join("\n");
}

function linesOf({ id, verdict, where, claim, message, note }: Finding): readonly string[] {
  return [
    fold(`  ${verdict} ${id}`, WIDTH),
    fold(`      ${where}: ${claim}`, WIDTH, ""),
    fold(`      ${message}`, WIDTH, ""),
    ...(note === undefined ? [] : [fold(`      (${note})`, WIDTH, "")]),
  ];
}

/** How many gains so few runs could not have shown, by how far seeds vary. */
function gainsText({ seeds, gains, median, at }: PrintedGains): string {
  const rows = at.map(({ sd, smallest, below }) => [
    sd.toFixed(2),
    smallest.toFixed(2),
    `${below} of ${gains.length}`,
  ]);
  return [
    fold(
      `Could ${seeds} seeds have shown it? ${plural(gains.length, "printed gain")}, median ${median.toFixed(2)}.`,
      WIDTH,
    ),
    textTable(
      ["deviation over seeds", "smallest gain that can be shown", "printed gains below"],
      rows,
      0,
      WIDTH,
    ),
  ].join("\n");
}

/** One row an item. Lines end as in text: carriage returns are not for a terminal. */
export const auditCsv = ({ items }: AuditReport): string =>
  printedCsv([
    ["id", "category", "verdict", "where", "claim", "message", "cells"],
    ...items.map(({ id, category, verdict, where, claim, message, cells }) => [
      id,
      category,
      verdict,
      where,
      claim,
      message,
      cells.join(";"),
    ]),
  ]);
