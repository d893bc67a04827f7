import type { Difference } from "../difference/parts.js";
import { gainText, halfText, NOISE_WORDS } from "../difference/words.js";
import { element } from "./elements.js";
import { tableOf } from "./table.js";

const digits = (value: number): string =>
  Number.isInteger(value) ? String(value) : value.toFixed(2);

/** What differs, in tables; that nothing does, in words. @param names of both sides. */
export function differenceContent(
  { fields, numbers, compared, alone }: Difference,
  names: readonly string[],
): readonly HTMLElement[] {
  const heads = names.map((name, at) => `${"AB"[at]}: ${name}`);
  const parts = [];
  parts.push(
    element(
      "p",
      {},
      `${fields.length === 0 && numbers.length === 0 ? "Nothing differs: " : ""}${count(fields.length, "field")} and ${count(numbers.length, "number")} differ; ${compared - numbers.filter(({ noise }) => noise !== "none").length} of ${count(compared, "number")} that both have are equal.${lone(alone)}`,
    ),
  );
  if (fields.length > 0) {
    const rows = fields.map(({ name, a, b }) => [name, a || "–", b || "–"]);
    parts.push(tableOf("Fields that differ", ["field", ...heads], rows, "fields"));
  }
  if (numbers.length > 0) {
    const rows = numbers.map(({ name, a, b, half, noise }) => [
      name,
      digits(a),
      digits(b),
      `${gainText(b - a)}${halfText(half)}`,
      NOISE_WORDS[noise],
    ]);
    parts.push(
      tableOf(
        "Numbers that differ; ±: half of the 95 % interval of B − A over seeds; noise: tested at 5 % for all of them (Holm)",
        ["number", ...heads, "B − A", "noise"],
        rows,
      ),
    );
  }
  return parts;
}

const count = (number: number, noun: string): string =>
  `${number} ${noun}${number === 1 ? "" : "s"}`;

const lone = ({ a, b }: Difference["alone"]): string =>
  a + b === 0 ? "" : ` Only A has ${count(a, "number")}, only B ${b}.`;
