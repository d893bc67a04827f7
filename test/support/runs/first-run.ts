import { plansIn } from "../../../src/app/why/search.js";
import type { PlannedRun } from "../../../src/experiment/plan/plan.js";

export const CELL = "table4/r01/c1";

/** The run of a seed behind the first cell of Table 4. */
export async function firstRun(seed = 5): Promise<PlannedRun> {
  for await (const { runs } of plansIn(["table4"], {
    profile: "smoke",
    variant: undefined,
    seeds: [seed],
  })) {
    const found = runs.find(({ cells }) => cells.includes(CELL));
    if (found !== undefined) return found;
  }
  throw new Error(`No run serves ${CELL}`);
}
