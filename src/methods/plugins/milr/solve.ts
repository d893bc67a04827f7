import { createRequire } from "node:module";
import type highsModule from "highs";
import { failed } from "../../../base/errors.js";
import { componentsOf, type Component } from "./components.js";
import type { Program } from "./program.js";

// Its declarations are those of its CommonJS build.
const loadHighs = createRequire(import.meta.url)("highs") as typeof highsModule.default;
const highs = await loadHighs();

/** Where and how long a program is solved. */
export interface SolveSettings {
  readonly relations: number;
  /** Relations of a pair at most. */
  readonly most: number;
  /** Seconds for what hangs together. */
  readonly seconds: number;
  /** The document, for messages. */
  readonly title: string;
}

/**
 * The relations of a program's least cost, [pairs, R] of 0 and 1, found by HiGHS part by part.
 * @throws AmtlError (1) when a part takes longer than it may: no result depends on how fast a machine is.
 */
export function solve(program: Program, settings: SolveSettings): Uint8Array {
  const { values, open } = componentsOf(program, settings.relations, settings.most);
  for (const component of open) {
    const solved = solveComponent(component, program, settings);
    component.cells.forEach((cell, i) => {
      values[cell] = solved[i];
    });
  }
  return values;
}

function solveComponent(
  component: Component,
  { costs }: Program,
  { seconds, title }: SolveSettings,
): readonly number[] {
  const { Status, Columns } = highs.solve(lpText(component, costs), {
    time_limit: seconds,
    mip_rel_gap: 0,
    mip_abs_gap: 0,
    output_flag: false,
  });
  if (Status === "Optimal")
    return component.cells.map((cell) => Math.round(Columns[`x${cell}`].Primal));
  const { cells, constraints } = component;
  throw failed("MILR's integer program was not solved", {
    where: `${title}: ${cells.length} relations, ${constraints.length} constraints`,
    expected: `a solution within ${seconds} s`,
    got: Status,
    fix: "give it longer: pluginParams: { seconds: 600 }",
  });
}

/** In CPLEX's LP format; costs of 1 over those of 0, which is the objective but for a constant. */
function lpText({ cells, constraints }: Component, [one, zero]: Program["costs"]): string {
  const signed = (factor: number, name: string): string =>
    `${factor < 0 ? "-" : "+"} ${Math.abs(factor)} ${name}`;
  const objective = cells.map((cell) => signed(one[cell] - zero[cell], `x${cell}`));
  const rows = constraints.map(
    ({ terms, bound }, i) =>
      ` c${i}: ${terms.map(([cell, factor]) => signed(factor, `x${cell}`)).join(" ")} <= ${bound}`,
  );
  const names = cells.map((cell) => `x${cell}`);
  return [
    "Minimize",
    ` obj: ${objective.join("\n ")}`,
    "Subject To",
    ...rows,
    "Binary",
    ` ${names.join("\n ")}`,
    "End",
    "",
  ].join("\n");
}
