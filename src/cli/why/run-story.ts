import {
  changesBetween,
  fieldsOf,
  type FieldChange,
  type Identity,
} from "../../experiment/plan/field-changes.js";
import type { FingerprintField } from "../../experiment/plan/fingerprint.js";
import type { PlannedRun } from "../../experiment/plan/plan.js";
import { mapLimited } from "../../base/map-limited.js";
import { clockOf, lookAt, type Look } from "../../state/look.js";
import { trainDir } from "../../store/paths.js";
import { readSpec } from "../../store/spec.js";
import { runIds } from "../run-words.js";

/** An earlier run, and what tells this one from it. */
export interface Neighbour {
  readonly trainId: string;
  readonly changes: readonly FieldChange[];
}

/** What is to be said of a run. */
export interface RunStory {
  readonly trainId: string;
  readonly label: string;
  readonly folder: string;
  readonly look: Look;
  readonly fields: readonly FingerprintField[];
  /** Cells that it serves with the code and data at hand; none when another run does by now. */
  readonly cells: readonly string[];
  /** The run that is asked for instead, by the same specification with the code and data at hand. */
  readonly instead: Neighbour | null;
  /** For a run that is not there: the one in the folder that differs in the fewest fields. */
  readonly nearest: Neighbour | null;
}

/** Folders that are read at a time. */
const AT_ONCE = 32;

/** What the folder of a run says that it is; null when there is none that can be read. */
export async function identityIn(root: string, trainId: string): Promise<Identity | null> {
  const found = await readSpec(trainDir(root, trainId));
  return found as Identity | null;
}

/**
 * @param identity what the run is.
 * @param planned the run of the same specification that the experiments at hand plan, if any does.
 */
export async function tellRun(
  root: string,
  run: { readonly trainId: string; readonly label: string; readonly identity: Identity },
  planned: PlannedRun | undefined,
): Promise<RunStory> {
  const { trainId, label, identity } = run;
  const evals = planned?.trainId === trainId ? planned.evals : [];
  const asked = { trainId, evalIds: evals.map(({ evalId }) => evalId) };
  const [look] = await lookAt(root, [asked], await clockOf(root));
  const isCurrent = planned?.trainId === trainId;
  return {
    trainId,
    label,
    folder: trainDir(root, trainId),
    look,
    fields: fieldsOf(identity),
    cells: isCurrent ? planned.cells : [],
    instead:
      planned === undefined || isCurrent
        ? null
        : { trainId: planned.trainId, changes: changesBetween(identity, planned) },
    nearest: look.state === "new" ? await nearestTo(root, trainId, identity) : null,
  };
}

async function nearestTo(
  root: string,
  self: string,
  identity: Identity,
): Promise<Neighbour | null> {
  const others = (await runIds(root)).filter((id) => id !== self);
  const found = await mapLimited(others, AT_ONCE, async (trainId): Promise<Neighbour[]> => {
    const other = await identityIn(root, trainId);
    return other === null ? [] : [{ trainId, changes: changesBetween(other, identity) }];
  });
  return found.flat().sort((a, b) => a.changes.length - b.changes.length)[0] ?? null;
}
