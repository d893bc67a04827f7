import { plural } from "../../../base/text/plural.js";
import { printedCsv } from "../../../report/csv-text.js";
import { markdownCell, markdownLine } from "../../../report/markdown-line.js";
import type { Change, Compared } from "../../diff/compare.js";
import { fittedTable } from "../fitted-table.js";

const HEAD = ["cell", "", "field", "A", "B", "B - A", "95 %", "seeds"];
const WORDS = [0, 1, 2];

/** Both sides, the cells that changed, and how many did. */
export function diffText(compared: Compared): string {
  const { differences } = compared;
  const table = differences.length === 0 ? [] : [fittedTable(HEAD, differences.map(rowOf), WORDS)];
  return [...sidesOf(compared), ...table, ...sumOf(compared), ""].join("\n");
}

/** The same for a pull request. */
export function diffMarkdown(compared: Compared): string {
  const { differences } = compared;
  const line = (texts: readonly string[]): string => markdownLine(texts.map(markdownCell));
  const table = [
    line(["cell", "row, column", ...HEAD.slice(2)]),
    `|${HEAD.map((_, at) => (WORDS.includes(at) ? "---" : "--:")).join("|")}|`,
    ...differences.map((each) => line(rowOf(each))),
    "",
  ];
  return [
    ...sidesOf(compared).map((each) => `- ${markdownCell(each)}`),
    "",
    ...(differences.length === 0 ? [] : table),
    ...sumOf(compared),
    "",
  ].join("\n");
}

/** One row a difference, unrounded. */
export const diffCsv = ({ differences }: Compared): string =>
  printedCsv([
    ["table", "cell", "row", "column", "field", "a", "b", "delta", "half", "noise"],
    ...differences.map(({ table, cell, row, column, field, a, b, delta, half, noise }) => [
      ...[table, cell, row, column, field],
      ...[a, b, delta, half].map((value) => (value === null ? "" : String(value))),
      noise,
    ]),
  ]);

const sidesOf = ({ a, b, made }: Compared): readonly string[] => [
  sideOf("A", a, made.a),
  sideOf("B", b, made.b),
];

const sideOf = (side: string, name: string, made: readonly string[]): string =>
  `${side} = ${name}${made.length === 0 ? "" : ` (${made.join(", ")})`}`;

function rowOf({ cell, row, column, field, a, b, delta, half, seeds }: Change): readonly string[] {
  const number = (value: number | null): string => value?.toFixed(2) ?? "none";
  return [
    cell,
    `${row}, ${column}`,
    field,
    number(a),
    number(b),
    delta?.toFixed(2) ?? "",
    half === null ? "" : `± ${half.toFixed(2)}`,
    seeds === null ? "" : seeds[0] === seeds[1] ? String(seeds[0]) : seeds.join(", "),
  ];
}

function sumOf(compared: Compared): readonly string[] {
  const { incomparable, differences, withinNoise, onlyA, onlyB } = compared;
  const lone =
    onlyA + onlyB === 0
      ? []
      : [`Without a number on the other side: ${onlyA} of A, ${onlyB} of B.`];
  if (incomparable !== null) return [`Not comparable: ${incomparable}.`, ...lone];
  const unknown = differences.filter(({ noise }) => noise === "unknown").length;
  return [
    `${plural(differences.length, "difference")} in ${plural(compared.compared, "cell")}${
      withinNoise === 0 ? "" : `, ${withinNoise} more within noise`
    }`,
    ...(unknown === 0 ? [] : [`${unknown} without a known noise: a side has one seed.`]),
    ...lone,
  ];
}
