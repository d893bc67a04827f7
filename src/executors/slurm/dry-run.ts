import { join } from "node:path";
import type { Execution, RunTask } from "../../contract/executor.js";
import { memoryOf } from "./memory.js";
import { planJob } from "./place.js";
import { arrayScript } from "./script.js";
import { slurmFolder } from "./controller/submission.js";

/** The batch script that some runs would be submitted with. */
export const scriptFor = async (tasks: readonly RunTask[], execution: Execution): Promise<string> =>
  arrayScript({
    ...planJob(execution),
    memory: await memoryOf(execution.root)(tasks),
    folder: join(slurmFolder(execution.planFolder), "SUBMISSION"),
    submission: "SUBMISSION",
    tasks: tasks.length,
  });
