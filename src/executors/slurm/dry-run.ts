import { join } from "node:path";
import type { Execution } from "../../contract/executor.js";
import { planJob } from "./place.js";
import { arrayScript } from "./script.js";
import { slurmFolder } from "./controller/submission.js";

/** The batch script that so many runs would be submitted with. */
export const scriptFor = (runs: number, execution: Execution): Promise<string> =>
  Promise.resolve(
    arrayScript({
      ...planJob(execution),
      folder: join(slurmFolder(execution.planFolder), "SUBMISSION"),
      submission: "SUBMISSION",
      tasks: runs,
    }),
  );
