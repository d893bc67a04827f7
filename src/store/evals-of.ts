import { join } from "node:path";
import { readdir } from "../base/machine/files.js";
import { mapLimited } from "../base/map-limited.js";
import { readJson } from "../base/read-json.js";
import { fields } from "../base/shape.js";
import type { EvalSpec } from "../contract/eval-spec.js";
import type { Dependencies } from "../contract/train-spec.js";
import { evalDir, FILES } from "./paths.js";
import { dependencies, evalSpec } from "./spec-shape.js";

/** Folders that are read at a time. */
const AT_ONCE = 32;

/** An evaluation of a training, done or not. */
export interface PlannedEvaluation {
  readonly evalId: string;
  readonly spec: EvalSpec;
  readonly dependencies: Dependencies;
}

/** The evaluations that a results folder holds of a training, whoever planned them. */
export async function evaluationsOf(
  root: string,
  trainId: string,
): Promise<readonly PlannedEvaluation[]> {
  const names = await readdir(join(root, "eval")).catch(() => []);
  const ids = names.filter((name) => /^[0-9a-f]{64}$/.test(name));
  const shape = fields({ spec: evalSpec, dependencies });
  const found = await mapLimited(ids, AT_ONCE, async (evalId) => {
    const read = await readJson(join(evalDir(root, evalId), FILES.spec), shape).catch(() => null);
    return read?.state === "value" && read.value.spec.trainId === trainId
      ? [{ evalId, ...read.value }]
      : [];
  });
  return found.flat();
}

/** Their ids. */
export const evalsOf = async (root: string, trainId: string): Promise<readonly string[]> =>
  (await evaluationsOf(root, trainId)).map(({ evalId }) => evalId);
