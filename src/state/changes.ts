import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { canonicalJson } from "../base/canonical.js";
import type { Identity, RunState } from "../contract/run-state.js";
import { changesBetween } from "../experiment/plan/field-changes.js";
import type { PlannedRun } from "../experiment/plan/plan.js";
import { trainDir } from "../store/paths.js";
import { readIdentity } from "../provenance/identity.js";

/** A run of a plan, and how it stands. */
export interface PlannedState {
  readonly run: PlannedRun;
  readonly state: RunState;
}

/** Runs in a folder that a plan does not know. */
async function othersIn(root: string, known: ReadonlySet<string>): Promise<readonly Identity[]> {
  const names = await readdir(join(root, "train")).catch(() => []);
  const others = names.filter((name) => !known.has(name));
  const found = await Promise.all(others.map((name) => readIdentity(trainDir(root, name))));
  return found.filter((each) => each !== null);
}

/**
 * Tells runs that are new though the same was asked for before as `changed`: with the fewest fields in which each
 * differs from an earlier one of the same specification ("version:loss/atl").
 */
export async function withChanges(
  root: string,
  states: readonly PlannedState[],
): Promise<readonly PlannedState[]> {
  if (states.every(({ state }) => state.state !== "new")) return states;
  const others = new Map<string, Identity[]>();
  for (const each of await othersIn(root, new Set(states.map(({ run }) => run.trainId)))) {
    const key = canonicalJson(each.spec);
    others.set(key, [...(others.get(key) ?? []), each]);
  }
  if (others.size === 0) return states;
  return states.map((each): PlannedState => {
    if (each.state.state !== "new") return each;
    const fewest = others
      .get(canonicalJson(each.run.spec))
      ?.map((other) => changesBetween(other, each.run))
      .sort((a, b) => a.length - b.length)
      .at(0);
    return fewest === undefined ? each : { ...each, state: { state: "changed", fields: fewest } };
  });
}
