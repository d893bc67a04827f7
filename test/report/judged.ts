import type { ReportCell } from "../../src/report/cell.js";
import { fillCells } from "../../src/report/fill.js";
import { readPaperTable } from "../../src/report/paper/printed.js";
import { judgeCells, type JudgeContext } from "../../src/report/verdicts/judge.js";
import { VERDICT_SETTINGS } from "../../src/report/verdicts/settings.js";
import { somePlan, someSource } from "./results.js";

export const FIVE = [5, 42, 65, 66, 233];
const F1 = { 5: 73.2, 42: 73.5, 65: 73.3, 66: 73.4, 233: 73.1 };

/** Cells of Table 4 at the paper's scale, with verdicts. @param done F1 of the seeds that are done, in every cell. */
export async function judged(
  context: Partial<JudgeContext> = {},
  done: Readonly<Record<number, number>> = F1,
): Promise<readonly ReportCell[]> {
  const plan = somePlan("paper", FIVE);
  const paper = await readPaperTable("table4");
  const cells = await fillCells("table4", "paper", plan.cells, paper, someSource(plan, done));
  const rest = { suspicions: new Map(), hoursPerSeed: () => 1, ...context };
  return judgeCells(cells, { settings: VERDICT_SETTINGS, ...rest });
}

/** A cell of Table 4 that two printed numbers contradict. */
export const SUSPICIONS: JudgeContext["suspicions"] = new Map([
  [
    "table4/r01/c1",
    {
      findings: [{ id: "same/x", message: "73.29 here, 70 there" }],
      readings: [{ value: 70, why: "as in table5" }],
    },
  ],
]);
