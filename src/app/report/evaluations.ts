import type { EvalResult } from "../../contract/result.js";
import { evalDir } from "../../store/paths.js";
import { inspectEvalResult } from "../../store/read-result.js";

/** Looks up what an evaluation found; null while it has no result, and where that cannot be used. */
export type Evaluations = (evalId: string) => Promise<EvalResult | null>;

/** The evaluations below a folder of runs, each read once: cells, runs and claims share them. */
export function evaluationsIn(root: string): Evaluations {
  const read = new Map<string, Promise<EvalResult | null>>();
  return (evalId) => {
    const found = read.get(evalId) ?? usable(evalDir(root, evalId));
    read.set(evalId, found);
    return found;
  };
}

async function usable(dir: string): Promise<EvalResult | null> {
  const found = await inspectEvalResult(dir);
  return found.state === "value" ? found.value : null;
}
