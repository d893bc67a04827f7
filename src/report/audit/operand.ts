import { badInput } from "../../base/errors.js";
import type { Paper } from "./paper.js";

/** Cells that an operand names: a cell, or the difference of two: "table3/r01/c2 - table3/r01/c1". */
export const cellsOf = (operand: string): readonly string[] => operand.split(" - ");

/** All cells of several operands, once each. */
export const allCells = (operands: readonly string[]): readonly string[] => [
  ...new Set(operands.flatMap(cellsOf)),
];

/** @throws AmtlError (2) for a cell that the paper does not have or prints a dash in. */
export function valueOf(paper: Paper, operand: string): number {
  const [first, ...others] = cellsOf(operand).map((id) => {
    const { value } = paper.cell(id);
    if (value !== null) return value;
    throw badInput(`Cell "${id}" has no number`, { expected: "a cell with a printed number" });
  });
  return others.reduce((left, right) => left - right, first);
}
