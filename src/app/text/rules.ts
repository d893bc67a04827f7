import { plural } from "../../base/text/plural.js";
import { shortId } from "../../base/text/short-id.js";
import type { Rules } from "../rules/rules.js";
import { printedCsv } from "../../report/csv-text.js";
import { fittedTable } from "./fitted-table.js";

const share = (value: number | null): string => (value === null ? "" : value.toFixed(2));

/** A run's rules for people, the strongest first. */
export function rulesText({ trainId, label, plugin, rules }: Rules): string {
  const heading = `${plugin} of run ${shortId(trainId)} (${label}): ${plural(rules.length, "rule")}`;
  if (rules.length === 0) return `${heading}\n`;
  const rows = rules.map(({ rule, strength, confidence, support }) => [
    rule,
    strength.toFixed(2),
    share(confidence),
    support === null ? "" : String(support),
  ]);
  return `${heading}\n${fittedTable(["rule", "strength", "confidence", "support"], rows, [0])}\n`;
}

/** The same as CSV, a rule a line. */
export const rulesCsv = ({ rules }: Rules): string =>
  printedCsv([
    ["rule", "strength", "confidence", "support"],
    ...rules.map(({ rule, strength, confidence, support }) => [
      rule,
      ...[strength, confidence, support].map((value) => (value === null ? "" : String(value))),
    ]),
  ]);
