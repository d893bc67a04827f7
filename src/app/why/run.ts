import type { FieldChange, Identity, RunState } from "../../contract/run-state.js";
import { changesBetween, fieldsOf } from "../../experiment/plan/field-changes.js";
import type { FingerprintField } from "../../experiment/plan/fingerprint.js";
import type { PlannedRun } from "../../experiment/plan/plan.js";
import { mapLimited } from "../../base/map-limited.js";
import { runState } from "../../state/run-states.js";
import { trainDir } from "../../store/paths.js";
import { readIdentity } from "../../provenance/identity.js";
import { runIds } from "../lookup/runs.js";

/** An earlier run, and how this one differs from it. */
export interface Relative {
  readonly trainId: string;
  readonly changes: readonly FieldChange[];
}

/** What a run is, how it stands, and why it will run or will not. */
export interface RunExplanation {
  readonly trainId: string;
  readonly label: string;
  readonly folder: string;
  readonly state: RunState;
  readonly fields: readonly FingerprintField[];
  /** Cells that it serves with the present code and data; none when another run serves them now. */
  readonly cells: readonly string[];
  /** The run that replaces it: the same specification with the present code and data. */
  readonly instead: Relative | null;
  /** For a run that is not there: the one in the folder that differs in the fewest fields. */
  readonly nearest: Relative | null;
}

/** Folders that are read at a time. */
const AT_ONCE = 32;

/**
 * Explains a run.
 * @param identity what the run is.
 * @param planned the run of the same specification that the given experiments plan, if any does.
 */
export async function explainRun(
  root: string,
  run: { readonly trainId: string; readonly label: string; readonly identity: Identity },
  planned: PlannedRun | undefined,
): Promise<RunExplanation> {
  const { trainId, label, identity } = run;
  const evals = planned?.trainId === trainId ? planned.evals : [];
  const asked = { trainId, evalIds: evals.map(({ evalId }) => evalId) };
  const state = await runState(root, asked);
  const isCurrent = planned?.trainId === trainId;
  return {
    trainId,
    label,
    folder: trainDir(root, trainId),
    state,
    fields: fieldsOf(identity),
    cells: isCurrent ? planned.cells : [],
    instead:
      planned === undefined || isCurrent
        ? null
        : { trainId: planned.trainId, changes: changesBetween(identity, planned) },
    nearest: state.state === "new" ? await nearestTo(root, trainId, identity) : null,
  };
}

async function nearestTo(root: string, self: string, identity: Identity): Promise<Relative | null> {
  const others = (await runIds(root)).filter((id) => id !== self);
  const found = await mapLimited(others, AT_ONCE, async (trainId): Promise<Relative[]> => {
    const other = await readIdentity(trainDir(root, trainId));
    return other === null ? [] : [{ trainId, changes: changesBetween(other, identity) }];
  });
  return found.flat().sort((a, b) => a.changes.length - b.changes.length)[0] ?? null;
}
