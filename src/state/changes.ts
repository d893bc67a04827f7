import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { canonicalJson } from "../base/canonical.js";
import {
  changesBetween,
  type FieldChange,
  type Identity,
} from "../experiment/plan/field-changes.js";
import type { PlannedRun } from "../experiment/plan/plan.js";
import type { TrainSpec } from "../contract/spec.js";
import { trainDir } from "../store/paths.js";
import { readSpec } from "../store/spec.js";
import type { RunStatus } from "./plan.js";

/** Runs in a folder that a plan does not know. */
async function othersIn(root: string, runs: readonly PlannedRun[]): Promise<readonly Identity[]> {
  const known = new Set(runs.map(({ trainId }) => trainId));
  const names = await readdir(join(root, "train")).catch(() => []);
  const specs = await Promise.all(
    names.filter((name) => !known.has(name)).map((name) => readSpec(trainDir(root, name))),
  );
  return specs.filter((spec) => spec !== null) as unknown as readonly Identity[];
}

const keyOf = (spec: TrainSpec): string => canonicalJson(spec);

/**
 * Why runs are new though the same was asked for before: by the id of the run, the fewest fields in which it differs
 * from an earlier one of the same specification ("version:loss/atl"). Runs that were never asked for are not in it.
 */
export async function changesOf(
  root: string,
  statuses: readonly RunStatus[],
): Promise<ReadonlyMap<string, readonly FieldChange[]>> {
  const fresh = statuses.filter(({ status }) => status.state === "train" && !status.begun);
  const changes = new Map<string, readonly FieldChange[]>();
  if (fresh.length === 0) return changes;
  const runs = statuses.map(({ run }) => run);
  const others = new Map<string, Identity[]>();
  for (const each of await othersIn(root, runs)) {
    const key = keyOf(each.spec);
    others.set(key, [...(others.get(key) ?? []), each]);
  }
  if (others.size === 0) return changes;
  for (const { run } of fresh) {
    const fewest = others
      .get(keyOf(run.spec))
      ?.map((other) => changesBetween(other, run))
      .sort((a, b) => a.length - b.length)
      .at(0);
    if (fewest !== undefined) changes.set(run.trainId, fewest);
  }
  return changes;
}
