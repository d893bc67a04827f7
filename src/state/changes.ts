import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { canonicalJson } from "../base/canonical.js";
import type { Identity, RunState } from "../contract/run-state.js";
import { changesBetween } from "../experiment/plan/field-changes.js";
import type { PlannedRun } from "../experiment/plan/plan.js";
import { readIdentity } from "../provenance/identity.js";
import { whichExist } from "../store/exists.js";
import { FILES, trainDir } from "../store/paths.js";

/** A run of a plan, and how it stands. */
export interface PlannedState {
  readonly run: PlannedRun;
  readonly state: RunState;
}

/** A run that is there, and whether it has a result. */
interface Other extends Identity {
  readonly isDone: boolean;
}

/** Runs in a folder that a plan does not know. */
async function othersIn(root: string, known: ReadonlySet<string>): Promise<readonly Other[]> {
  const names = await readdir(join(root, "train")).catch(() => []);
  const others = names.filter((name) => !known.has(name));
  const found = await Promise.all(others.map((name) => readIdentity(trainDir(root, name))));
  const done = await whichExist(others.map((name) => join(trainDir(root, name), FILES.result)));
  return found.flatMap((each, at) => (each === null ? [] : [{ ...each, isDone: done[at] }]));
}

/**
 * Tells runs that are new though the same was asked for before as `changed`: with the fewest fields in which each
 * differs from an earlier one of the same specification, rather one that is done ("version:loss/atl").
 */
export async function withChanges(
  root: string,
  states: readonly PlannedState[],
): Promise<readonly PlannedState[]> {
  if (states.every(({ state }) => state.state !== "new")) return states;
  const others = new Map<string, Other[]>();
  for (const each of await othersIn(root, new Set(states.map(({ run }) => run.trainId)))) {
    const key = canonicalJson(each.spec);
    others.set(key, [...(others.get(key) ?? []), each]);
  }
  if (others.size === 0) return states;
  return states.map((each): PlannedState => {
    if (each.state.state !== "new") return each;
    const fewest = others
      .get(canonicalJson(each.run.spec))
      ?.map((other) => ({ fields: changesBetween(other, each.run), isDone: other.isDone }))
      // One that failed was perhaps never what is meant.
      .sort((a, b) => Number(b.isDone) - Number(a.isDone) || a.fields.length - b.fields.length)
      .at(0);
    if (fewest === undefined) return each;
    return { ...each, state: { state: "changed", fields: fewest.fields } };
  });
}
