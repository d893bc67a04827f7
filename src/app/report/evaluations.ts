import type { EvalResult } from "../../contract/result.js";
import type { RunFiles } from "../../provenance/run-files.js";
import { evalDir } from "../../store/paths.js";

/** Looks up what an evaluation found; null while it has no result, and where that cannot be used. */
export type Evaluations = (evalId: string) => Promise<EvalResult | null>;

/** The evaluations below a folder of runs. */
export const evaluationsIn =
  (root: string, files: RunFiles): Evaluations =>
  async (evalId) => {
    const found = await files.evaluation(evalDir(root, evalId));
    return found.state === "value" ? found.value.result : null;
  };
