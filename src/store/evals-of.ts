import { join } from "node:path";
import { readdir } from "../base/machine/files.js";
import { mapLimited } from "../base/map-limited.js";
import { readJson } from "../base/read-json.js";
import { fields } from "../base/shape.js";
import { evalDir, FILES } from "./paths.js";
import { dependencies, evalSpec } from "./spec-shape.js";

/** Folders that are read at a time. */
const AT_ONCE = 32;

/** Ids of the evaluations that a results folder holds of a training, whoever planned them. */
export async function evalsOf(root: string, trainId: string): Promise<readonly string[]> {
  const names = await readdir(join(root, "eval")).catch(() => []);
  const ids = names.filter((name) => /^[0-9a-f]{64}$/.test(name));
  const shape = fields({ spec: evalSpec, dependencies });
  const mine = await mapLimited(ids, AT_ONCE, async (id) => {
    const found = await readJson(join(evalDir(root, id), FILES.spec), shape).catch(() => null);
    return found?.state === "value" && found.value.spec.trainId === trainId;
  });
  return ids.filter((_, at) => mine[at]);
}
