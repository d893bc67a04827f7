import { standInWorker } from "../workers/execute.js";
import type { WorkerPlan } from "../workers/behaviour.js";
import { run } from "../../../src/app/run/run.js";
import type { RunRequest } from "../../../src/app/run/request.js";
import type { RunControl } from "../../../src/app/run/control.js";
import type { RunOutcome } from "../../../src/app/run/outcome.js";
import type { Only } from "../../../src/experiment/grid/only.js";

/** Two rows of Table 4: eight cells, and with seed 5 four runs. */
export const TWO_ROWS: readonly Only[] = [{ axis: "loss", values: ["atl", "amtl"] }];

/** `run` in this process, with the stand-in worker. */
export async function runHere(
  request: RunRequest,
  plan: WorkerPlan = { ms: 60 },
  control: RunControl = {},
): Promise<RunOutcome> {
  const { AMTL_WORKER: worker, AMTL_TEST_WORKER: behaviour } = process.env;
  process.env.AMTL_WORKER = standInWorker();
  process.env.AMTL_TEST_WORKER = JSON.stringify(plan);
  try {
    return await run(request, control);
  } finally {
    restore("AMTL_WORKER", worker);
    restore("AMTL_TEST_WORKER", behaviour);
  }
}

function restore(name: string, value: string | undefined): void {
  if (value === undefined) Reflect.deleteProperty(process.env, name);
  else process.env[name] = value;
}
