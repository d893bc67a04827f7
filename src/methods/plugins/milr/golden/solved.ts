import { z } from "zod";
import type { GoldenFile, GoldenTensor } from "../../../../contract/backbone-golden.js";
import type { GoldenValue } from "../../../../contract/plugin.js";
import { demand, fieldOf, pairsShape, tensorOf, whereGiven, whole } from "../../shared/golden.js";
import { buildProgram, type Program } from "../program.js";
import { solve } from "../solve.js";
import type { Case } from "./case.js";

/** Relations of a pair at most. */
const MOST = 4;

/** The integer program of a document and its solution; nothing of a file without one. */
export const solvedValues = (file: GoldenFile, found: Case): readonly GoldenValue[] =>
  whereGiven(file, ["ilp"], () => valuesOf(file, found));

function valuesOf(file: GoldenFile, { config, rules, priors }: Case): readonly GoldenValue[] {
  const { R, tau, k } = config;
  const hts = fieldOf(file, pairsShape, "ilp", "hts");
  const document = {
    pairs: Int32Array.from(hts.flat()),
    margins: marginsOf(tensorOf(file, [hts.length, R + 1], "ilp", "logits")),
    relations: R,
  };
  const program = buildProgram(document, rules, { priors, tau, power: k, most: MOST });
  const active = fieldOf(file, pairsShape, "ilp", "active_pairs");
  const rows = active.map(([h, t], i) => {
    const row = hts.findIndex(([x, y]) => x === h && y === t);
    demand(row >= 0, ["ilp", "active_pairs", i], "a pair of ilp.hts");
    return row;
  });
  const settings = { relations: R, most: MOST, seconds: 60, title: "the golden file" };
  const solved = solve(program, settings);
  const own = new Set(program.active);
  const exact = (name: string, got: ArrayLike<number>, want: () => readonly number[]) =>
    whereGiven(file, ["ilp", name], () => [{ name, got, want: want(), exact: true }]);
  const choice = (name: string, values: ArrayLike<number>): readonly GoldenValue[] =>
    exact(
      name,
      rows.flatMap((row) => Array.from({ length: R }, (_, r) => values[row * R + r])),
      () => fieldOf(file, z.array(z.array(whole)), "ilp", name).flat(),
    );
  return [
    ...exact("active_pairs", [own.size, ...rows.map((row) => Number(own.has(row)))], () => [
      rows.length,
      ...rows.map(() => 1),
    ]),
    ...exact("silver", program.predicted, () => [
      ...tensorOf(file, [hts.length, R], "ilp", "silver").data,
    ]),
    ...exact("n_constraints", [program.constraints.length], () => [
      fieldOf(file, whole, "ilp", "n_constraints"),
    ]),
    ...choice("solution_active_pairs", solved),
    ...choice("unconstrained_solution", solve({ ...program, constraints: [] }, settings)),
    ...whereGiven(file, ["ilp", "objective"], () => [
      {
        name: "objective",
        got: [objective(program, solved, rows, R)],
        want: [fieldOf(file, z.number(), "ilp", "objective")],
      },
    ]),
  ];
}

/** Relations less "no relation", column 0. */
function marginsOf({ shape: [rows, columns], data }: GoldenTensor): number[] {
  return Array.from({ length: rows }, (_, row) =>
    Array.from(
      { length: columns - 1 },
      (__, r) => data[row * columns + r + 1] - data[row * columns],
    ),
  ).flat();
}

/** The cost of what is decided about. */
const objective = (
  { costs: [one, zero] }: Program,
  values: ArrayLike<number>,
  rows: readonly number[],
  relations: number,
): number =>
  rows
    .flatMap((row) => Array.from({ length: relations }, (_, r) => row * relations + r))
    .reduce((sum, cell) => sum + (values[cell] === 1 ? one[cell] : zero[cell]), 0);
