import { basename, dirname, join } from "node:path";
import { readJson } from "../base/read-json.js";
import { fields } from "../base/shape.js";
import type { Identity } from "../contract/run-state.js";
import { evalIdOf, trainIdOf } from "../experiment/plan/fingerprint.js";
import { FILES } from "../store/paths.js";
import { dependencies, evalSpec, identity } from "../store/spec-shape.js";

const OTHER = "its content is not what its folder is named by";

const evaluation = fields({ spec: evalSpec, dependencies });

/**
 * Why the spec.json of a run's folder cannot be used: the folder is named by a hash of its content. Null where nothing
 * speaks against it, or where there is none.
 * @param dir …/train/<trainId> or …/eval/<evalId>.
 */
export async function specFlaw(dir: string): Promise<string | null> {
  if (basename(dirname(dir)) !== "eval") {
    const found = await inspectIdentity(dir);
    return typeof found === "string" ? found : null;
  }
  const found = await readJson(join(dir, FILES.spec), evaluation);
  if (found.state !== "value") return found.state === "damaged" ? found.why : null;
  const { spec, dependencies: needs } = found.value;
  return idOr(() => evalIdOf(spec, needs).evalId) === basename(dir) ? null : OTHER;
}

/** What the folder of a training says that it is, or null when there is nothing that can be used. */
export async function readIdentity(dir: string): Promise<Identity | null> {
  const found = await inspectIdentity(dir);
  return typeof found === "string" ? null : found;
}

/** What the folder of a training is; a text: why that cannot be used; null: nothing is said. */
export type FoundIdentity = Identity | string | null;

/** Looks at what the folder of a training says that it is. */
export async function inspectIdentity(dir: string): Promise<FoundIdentity> {
  const found = await readJson(join(dir, FILES.spec), identity);
  if (found.state !== "value") return found.state === "damaged" ? found.why : null;
  const { spec, dependencies: needs } = found.value;
  return idOr(() => trainIdOf(spec, needs).trainId) === basename(dir) ? found.value : OTHER;
}

/** A damaged spec may name what no fingerprint has. */
function idOr(id: () => string): string | null {
  try {
    return id();
  } catch {
    return null;
  }
}
