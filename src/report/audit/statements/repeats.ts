import { groupBy } from "../../../base/group-by.js";
import { fields, listOf, text } from "../../../base/shape.js";
import type { Reading } from "../finding.js";
import { same, shown } from "../numbers.js";
import { allCells, valueOf } from "../operand.js";
import { keyText, type Paper } from "../paper.js";
import { statementRule } from "./rule.js";

const valuesOf = (paper: Paper, operands: readonly string[]): readonly number[] =>
  operands.map((operand) => valueOf(paper, operand));

const equal = (a: readonly number[], b: readonly number[]): boolean =>
  a.every((value, at) => same(value, b[at]));

const list = (values: readonly number[]): string => values.map((value) => shown(value)).join(", ");

/** A row that should repeat another. */
export const sameRow = statementRule(
  "same-row",
  "a row repeats the row it should, not another one",
  fields({ row: listOf(text), should: listOf(text), like: listOf(text) }),
  (paper, { row, should, like }) => {
    const [own, right, wrong] = [row, should, like].map((operands) => valuesOf(paper, operands));
    const from = equal(own, wrong) ? "; it is the other row" : "";
    const readings = row.map((id, at): [string, readonly Reading[]] => [
      id,
      [{ value: right[at], why: `as in ${should[at]}` }],
    ]);
    return {
      verdict: equal(own, right) ? "ok" : "mismatch",
      message: `printed ${list(own)}, should be ${list(right)}${from}`,
      cells: allCells([...row, ...should, ...like]),
      ...(!equal(own, right) && { readings: Object.fromEntries(readings) }),
    };
  },
);

/** Two rows of different models that print the same numbers. */
export const samePair = statementRule(
  "same-pair",
  "rows of different models do not print the same series of numbers",
  fields({ rows: listOf(listOf(text)) }),
  (paper, { rows }) => {
    const values = rows.map((operands) => valuesOf(paper, operands));
    return {
      verdict: values.slice(1).every((each) => equal(each, values[0])) ? "ambiguous" : "ok",
      message: values.map(list).join(" and "),
      cells: allCells(rows.flat()),
    };
  },
);

/** Equal numbers of different models. */
export const duplicates = statementRule(
  "duplicates",
  "different models have different numbers where these fields are the same; some coincide by chance",
  fields({ table: text, fixed: listOf(text) }),
  ({ cells }, { table, fixed }) => {
    const own = cells.filter((cell) => cell.table === table && cell.value !== null);
    const groups = groupBy(own, (cell) =>
      JSON.stringify([cell.value, ...fixed.map((name) => keyText(cell, name))]),
    );
    const twice = [...groups.values()].filter(
      (group) => new Set(group.map(({ run }) => run)).size > 1,
    );
    return {
      verdict: twice.length === 0 ? "ok" : "ambiguous",
      message: `${twice.length} numbers occur in several models: ${twice.map((group) => shown(group[0].value ?? NaN)).join(", ")}`,
      cells: twice.flat().map(({ id }) => id),
    };
  },
);

/** One number whose origin is said differently. */
export const oneOrigin = statementRule(
  "one-origin",
  "a number that is printed in several tables has one origin",
  fields({ quantities: listOf(listOf(text)) }),
  (paper, { quantities }) => {
    const differing = quantities.filter((ids) => {
      const found = ids.map((id) => paper.cell(id));
      return new Set(found.map(({ source, citedFrom }) => `${source} ${citedFrom}`)).size > 1;
    });
    return {
      verdict: differing.length === 0 ? "ok" : "ambiguous",
      message: differing
        .flat()
        .map((id) => `${id}: ${paper.cell(id).citedFrom ?? paper.cell(id).source ?? "not said"}`)
        .join(", "),
      cells: quantities.flat(),
    };
  },
);
